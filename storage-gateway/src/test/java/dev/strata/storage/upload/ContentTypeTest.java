package dev.strata.storage.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.platform.web.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTypeTest {
    @Test
    void keepsNoParameterThatCanHoldTheNameOfAFile() {
        assertThat(ContentType.normalise("text/plain; name=\"gr\u00fc\u00dfe.txt\"; charset=utf-8"))
                .isEqualTo("text/plain;charset=utf-8");
    }

    @Test
    void takesWhatTheClientSays() {
        assertThat(ContentType.of("text/markdown; charset=utf-8", "a.txt")).isEqualTo("text/markdown;charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "application/octet-stream", " "})
    void guessesByTheNameWhereTheClientDoesNotKnow(String stated) {
        assertThat(ContentType.of(stated, "a.png")).isEqualTo("image/png");
    }

    @Test
    void unknownStaysUnknown() {
        assertThat(ContentType.of(null, "a")).isEqualTo("application/octet-stream");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "text/*", "text/plain\r\nX: y", "*/*"})
    void refusesWhatIsNoMediaType(String stated) {
        assertThatThrownBy(() -> ContentType.normalise(stated)).isInstanceOf(ProblemException.class);
    }

    @Test
    void refusesAVeryLongOne() {
        assertThatThrownBy(() -> ContentType.normalise("text/" + "x".repeat(123)))
                .isInstanceOf(ProblemException.class);
    }
}
