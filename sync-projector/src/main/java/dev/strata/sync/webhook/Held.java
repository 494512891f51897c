package dev.strata.sync.webhook;

import dev.strata.kernel.id.NodeId;
import java.time.Instant;

/**
 * The events of a node that wait, from one version of it to another.
 *
 * @param attempts at the first of them
 * @param since when the first of them failed first
 */
record Held(NodeId node, long next, long last, int attempts, Instant since, Instant nextTry) {}
