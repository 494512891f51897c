package dev.strata.storage.pack.remote;

import java.time.Duration;

/**
 * How much is borne with a server that fails.
 *
 * @param attempts how often one operation may be tried, together with all its parts
 * @param giveUpAfter no attempt begins later
 * @param pauseMin before the second attempt; doubled before each further one, and taken at random up to that
 * @param breakerPause how long a server that fails is left alone before it is tried again
 */
public record Patience(
        int attempts, Duration giveUpAfter, Duration pauseMin, Duration pauseMax, Duration breakerPause) {}
