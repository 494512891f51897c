package dev.strata.platform.axon;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one projection is doing.
 *
 * @param position of the newest event that it has seen; -1 if it has seen none
 * @param head position of the newest event in the log; -1 if there is none
 * @param behind how many events it has not seen
 * @param lagSeconds the age of the oldest of those
 * @param error what kept it from going on when it last tried; null if it does go on, or runs in another process
 */
public record ProjectionStatus(
        String projection,
        long position,
        long head,
        long behind,
        double lagSeconds,
        @Nullable String error,
        @Nullable Instant errorAt) {}
