package dev.strata.command.link;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.LinkId;
import dev.strata.kernel.id.NodeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link as its owners see it.
 *
 * @param maker on whose right it works: it ends when that right ends
 * @param downloads that were taken so far
 * @param opened whether anybody has used it
 */
public record LinkAnswer(
        LinkId linkId,
        NodeId nodeId,
        AccountId maker,
        String role,
        boolean uploadOnly,
        boolean passwordNeeded,
        @Nullable Instant expiresAt,
        @Nullable Integer maxDownloads,
        int downloads,
        boolean opened,
        Instant createdAt) {}
