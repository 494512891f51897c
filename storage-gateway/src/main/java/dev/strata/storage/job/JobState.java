package dev.strata.storage.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a job goes on, or how it ended. */
public enum JobState {
    RUNNING,
    DONE,
    PAUSED,
    INTERRUPTED,
    FAILED;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static JobState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
