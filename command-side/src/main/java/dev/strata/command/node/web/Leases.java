package dev.strata.command.node.web;

import dev.strata.platform.web.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Says how long a lock lasts. */
@Component
public class Leases {
    private static final int SECONDS_DEFAULT = 1_800;
    private static final int SECONDS_MAX = 86_400;

    private final Clock clock;

    Leases(Clock clock) {
        this.clock = clock;
    }

    /** When a lease of so many seconds ends that begins now; null means the default. */
    public Instant end(@Nullable Integer seconds) {
        int length = seconds == null ? SECONDS_DEFAULT : seconds;
        if (length < 1 || length > SECONDS_MAX) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "invalid-value",
                    "seconds: a lock lasts 1 to %d seconds, not %d".formatted(SECONDS_MAX, length));
        }
        return clock.instant().plusSeconds(length).truncatedTo(ChronoUnit.MILLIS);
    }
}
