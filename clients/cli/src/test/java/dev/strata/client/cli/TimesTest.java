package dev.strata.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TimesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T13:30:00Z");

    private final Times times = new Times(InstantSource.fixed(NOW), ZoneId.of("Europe/Berlin"));

    @ParameterizedTest
    @CsvSource({
        "now, 2026-11-22T13:30:00Z",
        "2h, 2026-11-22T11:30:00Z",
        "90s, 2026-11-22T13:28:30Z",
        "30m, 2026-11-22T13:00:00Z",
        "3d, 2026-11-19T13:30:00Z",
        "1w, 2026-11-15T13:30:00Z",
        "today, 2026-11-21T23:00:00Z",
        "yesterday, 2026-11-20T23:00:00Z",
        "2026-07-01, 2026-06-30T22:00:00Z",
        "2026-07-01T08:15, 2026-07-01T06:15:00Z",
        "2026-07-01 08:15:30, 2026-07-01T06:15:30Z",
        "2026-07-01T08:15:00Z, 2026-07-01T08:15:00Z",
        "2026-07-01T08:15:00+01:00, 2026-07-01T07:15:00Z"
    })
    void readsWhatPeopleWriteOfThePast(String text, Instant instant) {
        assertThat(times.past(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @CsvSource({"7d, 2026-11-29T13:30:00Z", "tomorrow, 2026-11-22T23:00:00Z", "2027-01-01, 2026-12-31T23:00:00Z"})
    void andOfTheFuture(String text, Instant instant) {
        assertThat(times.future(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "h", "2", "2y", "-2h", "2026-13-01", "2026-02-30", "soon", "9999999h"})
    void refusesTheRestAndSaysWhatItReads(String text) {
        assertThatThrownBy(() -> times.past(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("yesterday");
    }

    @Test
    void writesTimesOfHere() {
        assertThat(times.text(NOW)).isEqualTo("2026-11-22 14:30");
        assertThat(times.text(null)).isEmpty();
    }
}
