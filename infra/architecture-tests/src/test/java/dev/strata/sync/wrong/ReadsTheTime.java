package dev.strata.sync.wrong;

import java.time.Instant;

/** Breaks the rule that time comes from outside. */
public final class ReadsTheTime {
    Instant now() {
        return Instant.now();
    }
}
