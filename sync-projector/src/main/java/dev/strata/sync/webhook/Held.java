package dev.strata.sync.webhook;

import java.time.Instant;
import java.util.UUID;

/**
 * What waits of a line, from one version to another.
 *
 * @param attempts at the first of them
 * @param since when the first of them failed first
 */
record Held(UUID line, long next, long last, int attempts, Instant since, Instant nextTry) {}
