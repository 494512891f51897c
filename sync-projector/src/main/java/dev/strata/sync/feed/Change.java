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
 * <p>A reader holds what it can reach from the root: a node that is trashed or deleted is dropped with everything below
 * it, and so is a node whose parent is unknown when a run of pages has ended.
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
            implements Change {}

    /** In the home space of somebody who was given access to a node of another space. */
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
