package dev.strata.storage.reference;

import java.time.Duration;
import java.time.Instant;

/** How much of the log the references show. */
@FunctionalInterface
public interface KnownLog {
    /** Waits until they show everything that had happened at an instant; false if that takes longer. */
    boolean await(Instant instant, Duration patience) throws InterruptedException;
}
