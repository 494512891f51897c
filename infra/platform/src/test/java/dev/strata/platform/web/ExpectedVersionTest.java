package dev.strata.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedVersionTest {
    @Test
    void aStrongTagIsAVersion() {
        assertThat(ExpectedVersion.parse("\"7\"")).isEqualTo(7);
        assertThat(ExpectedVersion.parse(ExpectedVersion.etag(41))).isEqualTo(41);
    }

    @Test
    void absentAndStarMeanAnyVersion() {
        assertThat(ExpectedVersion.parse(null)).isNull();
        assertThat(ExpectedVersion.parse("*")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "W/\"7\"", "\"x\"", "\"7\", \"8\"", "\"-1\"", "\"9999999999999999999\"", ""})
    void anythingElseIsRefused(String header) {
        assertThatThrownBy(() -> ExpectedVersion.parse(header)).isInstanceOf(ProblemException.class);
    }
}
