package dev.strata.query.link;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeKind;
import dev.strata.query.listing.Node;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node as strangers see it: not where it is, whose it is, or who else has it.
 *
 * @param version the ETag, for changes by editors
 * @param size null for a folder, like the media type and the digest
 */
public record LinkedNode(
        NodeId id,
        NodeKind kind,
        String name,
        long version,
        @Nullable Long size,
        @Nullable String mediaType,
        @Nullable String sha256,
        Instant modifiedAt) {
    static LinkedNode of(Node node) {
        return new LinkedNode(
                node.id(),
                node.kind(),
                node.name(),
                node.version(),
                node.size(),
                node.mediaType(),
                node.sha256(),
                node.modifiedAt());
    }
}
