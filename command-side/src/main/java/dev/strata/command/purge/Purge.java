package dev.strata.command.purge;

import dev.strata.kernel.id.NodeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A purge: its nodes are gone for everybody from {@code startedAt}; the rest is tidying up.
 *
 * @param total how many nodes there are to remove; null while they are being counted
 */
public record Purge(
        NodeId nodeId,
        Instant startedAt,
        @Nullable Long total,
        long removed,
        @Nullable Instant finishedAt) {}
