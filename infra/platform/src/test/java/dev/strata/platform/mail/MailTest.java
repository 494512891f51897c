package dev.strata.platform.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailTest {
    @ParameterizedTest
    @ValueSource(strings = {"a@b\r\nBcc: c@d", "a@b\nX: y", "a\u0000@b"})
    void nobodyAddsHeaders(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Mail(line, "subject", "text"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Mail("a@b", line, "text"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "anna", "@b", "a@b, c@d", "Anna <a@b>", "a b@c", "[erased]", "a@b\r\nBcc: c@d"})
    void someTextsAreNoAddresses(String text) {
        assertThat(Mail.isAddress(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna@example.org", "anna+drive@mail.example.org"})
    void someAre(String text) {
        assertThat(Mail.isAddress(text)).isTrue();
    }
}
