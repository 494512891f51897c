package dev.strata.sync.feed;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One record of the feed: the newest state of something in a space. Applying it twice is the same as once; of two
 * records about one node the one with the higher {@code seq} holds.
 *
 * <p>A reader holds what it can reach from the root of its home space and from the nodes that it has mounted: a node that
 * is trashed or deleted is dropped with everything below it, and so is, when a run of pages has ended, a node that is not
 * mounted and whose parent is unknown. What is moved out of a mounted folder is deleted for who cannot see where it went.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Change.OfNode.class, name = "node"),
    @JsonSubTypes.Type(value = Change.OfMount.class, name = "mount")
})
public sealed interface Change {
    SpaceId spaceId();

    long seq();

    NodeId nodeId();

    /**
     * A file or a folder. The members of content are null for folders.
     *
     * @param deleted true for a tombstone
     * @param op the last thing that happened to it
     */
    record OfNode(
            SpaceId spaceId,
            long seq,
            NodeId nodeId,
            long version,
            @Nullable NodeId parentId,
            @Nullable String name,
            @Nullable String kind,
            @Nullable Integer contentVersion,
            @Nullable Long size,
            @Nullable String sha256,
            @Nullable String mediaType,
            @Nullable Instant modifiedAt,
            boolean trashed,
            boolean deleted,
            boolean shared,
            String op,
            @Nullable UUID by,
            @Nullable UUID device)
            implements Change {
        /** What a reader is told for whom it is gone: no name and no content. */
        OfNode goneAt(long number) {
            return new OfNode(
                    spaceId, number, nodeId, version, null, null, kind, null, null, null, null, null, trashed, true,
                    false, op, null, null);
        }

        /** For a reader who is not to know where it is. */
        OfNode withoutParent() {
            return new OfNode(
                    spaceId,
                    seq,
                    nodeId,
                    version,
                    null,
                    name,
                    kind,
                    contentVersion,
                    size,
                    sha256,
                    mediaType,
                    modifiedAt,
                    trashed,
                    deleted,
                    shared,
                    op,
                    by,
                    device);
        }
    }

    /**
     * In the home space of somebody who was given access to a node of another space. What is in it follows as records of
     * that space, the node itself among them: its parent is null unless the reader can see that, too.
     */
    record OfMount(
            SpaceId spaceId,
            long seq,
            NodeId nodeId,
            SpaceId mountSpaceId,
            String role,
            boolean deleted,
            String op,
            @Nullable UUID by,
            @Nullable UUID device)
            implements Change {}
}
