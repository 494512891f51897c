package dev.strata.kernel.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeNameTest {
    @ParameterizedTest
    @CsvSource({
        "README,readme",
        "Stra\u00dfe,STRASSE",
        "\u0391\u03a3,\u03b1\u03c2",
        "\u0391\u03a3,\u03b1\u03c3",
        "caf\u00e9,CAFE\u0301",
        "\ufb01n,FIN"
    })
    void namesWithOneKeyAreOneName(String one, String other) {
        assertThat(new NodeName(one).key()).isEqualTo(new NodeName(other).key());
    }

    @ParameterizedTest
    @CsvSource({"a,b", "a,a b", "e,\u00e9"})
    void differentNamesHaveDifferentKeys(String one, String other) {
        assertThat(new NodeName(one).key()).isNotEqualTo(new NodeName(other).key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a\u0000", "a\u0007", "a\u0085", "\ud800"})
    void whatNoFileSystemHoldsIsNoName(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new NodeName(text));
    }

    @Test
    void theLimitCountsBytes() {
        assertThat(new NodeName("\u00e9".repeat(127) + "x").value()).hasSize(128);
        assertThatIllegalArgumentException().isThrownBy(() -> new NodeName("\u00e9".repeat(128)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"con", "NUL.txt", "lpt1", "a:b", "a.", "a ", "what?"})
    void whatWindowsCannotHoldIsWarnedOf(String text) {
        assertThat(new NodeName(text).warnings()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt", "console", ".hidden", "com10", "caf\u00e9"})
    void whatEverySystemHoldsIsNotWarnedOf(String text) {
        assertThat(new NodeName(text).warnings()).isEmpty();
    }
}
