package dev.strata.command.passkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.strata.platform.web.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasskeyOriginsTest {
    @Test
    void theFirstGivesTheName() {
        PasskeyOrigins origins =
                PasskeyOrigins.of(List.of("https://drive.example.org/", " https://app.drive.example.org:8443"));
        assertThat(origins.id()).isEqualTo("drive.example.org");
        assertThat(origins.pages()).containsExactly("https://drive.example.org", "https://app.drive.example.org:8443");
        assertThat(PasskeyOrigins.of(List.of("http://localhost:8080")).id()).isEqualTo("localhost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://drive.example.org", "https://192.0.2.1", "https://[2001:db8::1]"})
    void whereBrowsersKnowNoneTheAnswerSaysWhatToConfigure(String address) {
        PasskeyOrigins origins = PasskeyOrigins.of(List.of(address));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(origins::id)
                .withMessageContaining("strata.passkeys.origins");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evildrive.example.org", "https://example.org", "drive.example.org", "ftp://x"})
    void whatCannotBeIsRefused(String other) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> PasskeyOrigins.of(List.of("https://drive.example.org", other)))
                .withMessageContaining("strata.passkeys.origins");
    }
}
