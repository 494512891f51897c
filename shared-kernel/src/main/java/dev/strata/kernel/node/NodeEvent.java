package dev.strata.kernel.node;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import org.jspecify.annotations.Nullable;

/**
 * What can have happened to a node, a file or a folder.
 *
 * <p>These records are the storage format of the event store: their names and components outlive every release. Add a
 * record rather than change one; values are raw, so that a rule tightened today cannot make yesterday's stream
 * unreadable. Time, actor and device travel as metadata.
 */
public sealed interface NodeEvent {
    NodeId nodeId();

    /** The space that the node is in: the key of everything that is ordered per space. */
    SpaceId spaceId();

    /** The root folder of a space has no parent and an empty name. */
    record FolderCreated(
            NodeId nodeId,
            SpaceId spaceId,
            Long number,
            @Nullable NodeId parentId,
            String name) implements NodeEvent {}

    /** The file exists with version 1. */
    record FileCreated(NodeId nodeId, SpaceId spaceId, Long number, NodeId parentId, String name, FileContent content)
            implements NodeEvent {}

    record VersionAdded(NodeId nodeId, SpaceId spaceId, Integer version, FileContent content) implements NodeEvent {}

    /** The content of an earlier version became the newest one, under a number of its own. */
    record VersionRestored(NodeId nodeId, SpaceId spaceId, Integer version, Integer restored, FileContent content)
            implements NodeEvent {}

    record NodeRenamed(NodeId nodeId, SpaceId spaceId, String from, String to) implements NodeEvent {}

    record NodeMoved(NodeId nodeId, SpaceId spaceId, NodeId from, NodeId to, String fromName, String toName)
            implements NodeEvent {}

    /** With everything below it: descendants are in the trash by their ancestors. */
    record NodeTrashed(NodeId nodeId, SpaceId spaceId, NodeId parentId, String name) implements NodeEvent {}

    record NodeUntrashed(NodeId nodeId, SpaceId spaceId, NodeId parentId, String name) implements NodeEvent {}

    /** Gone for good with everything below it; {@code rule} says why it was allowed ({@code requested}). */
    record NodePurged(NodeId nodeId, SpaceId spaceId, String rule) implements NodeEvent {}
}
