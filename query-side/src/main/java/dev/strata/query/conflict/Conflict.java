package dev.strata.query.conflict;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.NodeId;
import dev.strata.query.history.FileVersion;
import dev.strata.query.listing.Node;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An upload that could not become a version of the file that it was meant for.
 *
 * @param id of the conflict, and of the copy that holds what was uploaded
 * @param copy mine, in the words of a resolution
 * @param original theirs; null if it is gone or cannot be seen
 * @param base the version that the upload was made from; null if nobody knows, or it was pruned
 * @param head the version that was newest instead, with whoever and whichever device made it
 * @param device that uploaded
 */
public record Conflict(
        NodeId id,
        Node copy,
        @Nullable Node original,
        @Nullable FileVersion base,
        @Nullable FileVersion head,
        Instant recordedAt,
        @Nullable AccountId by,
        @Nullable DeviceId device) {}
