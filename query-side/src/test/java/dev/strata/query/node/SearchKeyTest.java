package dev.strata.query.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchKeyTest {
    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Annual  Report-2024_final.PDF, annual report 2024 final pdf",
                "Über straße ÉTÉ, uber strasse ete",
                "\uFB01nal \uFF12, final 2",
                "soft\u00ADhyphen, softhyphen",
                "...,' '",
                "C++, c~0017~0017",
                "\u6587\u4EF6, ~0k1z~0fli",
            })
    void isWordsBehindSpaces(String name, String words) {
        assertThat(SearchKey.of(name)).isEqualTo(words);
    }

    @Property
    void holdsOnlyWhatIsTheSameInEveryLocale(@ForAll String name) {
        assertThat(SearchKey.of(name)).matches("( ([a-z0-9~]+))+| ");
    }

    @Property
    void isFoldedOnce(@ForAll String name) {
        String upper = name.toUpperCase(java.util.Locale.ROOT);

        assertThat(SearchKey.of(upper)).isEqualTo(SearchKey.of(name));
    }

    @ParameterizedTest
    @CsvSource({"\uFDFA, 85", "\u3300, 85", "a b, 85"})
    void fitsIntoAnIndex(String part, int times) {
        assertThat(SearchKey.of(part.repeat(times)).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(2_000);
    }
}
