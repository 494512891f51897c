package dev.strata.command.node.domain;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.FileContent;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.kernel.node.NodeEvent.FileCreated;
import dev.strata.kernel.node.NodeEvent.FolderCreated;
import dev.strata.kernel.node.NodeEvent.NodeMoved;
import dev.strata.kernel.node.NodeEvent.NodePurged;
import dev.strata.kernel.node.NodeEvent.NodeRenamed;
import dev.strata.kernel.node.NodeEvent.NodeTrashed;
import dev.strata.kernel.node.NodeEvent.NodeUntrashed;
import dev.strata.kernel.node.NodeEvent.VersionAdded;
import dev.strata.kernel.node.NodeEvent.VersionRestored;
import dev.strata.kernel.node.NodeKind;
import org.jspecify.annotations.Nullable;

/** What decisions need to know of a node's own past. */
public sealed interface NodeState {
    record Absent() implements NodeState {}

    record Live(Node node) implements NodeState {}

    record Trashed(Node node) implements NodeState {}

    /** Terminal. */
    record Purged() implements NodeState {}

    /**
     * A node that exists.
     *
     * @param version how many events it has; the ETag
     * @param contentSince the version at which its newest content came
     * @param versions null for a folder
     */
    record Node(
            NodeId nodeId,
            SpaceId spaceId,
            long number,
            @Nullable NodeId parentId,
            String name,
            long version,
            long contentSince,
            @Nullable Versions versions) {

        public NodeKind kind() {
            return versions == null ? NodeKind.FOLDER : NodeKind.FILE;
        }

        boolean isRoot() {
            return parentId == null;
        }

        private Node at(@Nullable NodeId parent, String newName) {
            return new Node(nodeId, spaceId, number, parent, newName, version + 1, contentSince, versions);
        }

        private Node holding(FileContent content) {
            if (versions == null) {
                throw new IllegalStateException("corrupt stream: content for the folder " + nodeId);
            }
            return new Node(nodeId, spaceId, number, parentId, name, version + 1, version + 1, versions.plus(content));
        }
    }

    static NodeState initial() {
        return new Absent();
    }

    default NodeState evolve(NodeEvent event) {
        return switch (event) {
            case FolderCreated e ->
                new Live(new Node(e.nodeId(), e.spaceId(), e.number(), e.parentId(), e.name(), 1, 1, null));
            case FileCreated e ->
                new Live(new Node(
                        e.nodeId(),
                        e.spaceId(),
                        e.number(),
                        e.parentId(),
                        e.name(),
                        1,
                        1,
                        Versions.first(e.content())));
            case VersionAdded e -> new Live(live(e).holding(e.content()));
            case VersionRestored e -> new Live(live(e).holding(e.content()));
            case NodeRenamed e -> new Live(live(e).at(live(e).parentId(), e.to()));
            case NodeMoved e -> new Live(live(e).at(e.to(), e.toName()));
            case NodeTrashed e -> new Trashed(live(e).at(live(e).parentId(), live(e).name()));
            case NodeUntrashed e -> new Live(trashed(e).at(e.parentId(), e.name()));
            case NodePurged e -> {
                trashed(e);
                yield new Purged();
            }
        };
    }

    private Node live(NodeEvent event) {
        if (this instanceof Live live) {
            return live.node();
        }
        throw new IllegalStateException("corrupt stream: %s on %s".formatted(event, this));
    }

    private Node trashed(NodeEvent event) {
        if (this instanceof Trashed trashed) {
            return trashed.node();
        }
        throw new IllegalStateException("corrupt stream: %s on %s".formatted(event, this));
    }
}
