package dev.strata.sync.webhook.sending;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request.
 *
 * @param status null if there was no answer
 * @param error why there was none, one of a few words
 * @param retryAfter when the receiver wants to be asked again
 */
public record Answer(
        @Nullable Integer status,
        @Nullable String error,
        Duration duration,
        @Nullable Duration retryAfter) {
    private static final int GONE = 410;

    public boolean taken() {
        return status != null && status >= 200 && status < 300;
    }

    /** The receiver wants no more. */
    public boolean gone() {
        return status != null && status == GONE;
    }
}
