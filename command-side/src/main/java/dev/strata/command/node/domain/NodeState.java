package dev.strata.command.node.domain;

import dev.strata.command.node.domain.Attributes.Lock;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.FileContent;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.kernel.node.NodeEvent.ConflictRecorded;
import dev.strata.kernel.node.NodeEvent.ConflictResolved;
import dev.strata.kernel.node.NodeEvent.DescriptionChanged;
import dev.strata.kernel.node.NodeEvent.FileCreated;
import dev.strata.kernel.node.NodeEvent.FolderCreated;
import dev.strata.kernel.node.NodeEvent.HoldLifted;
import dev.strata.kernel.node.NodeEvent.HoldPlaced;
import dev.strata.kernel.node.NodeEvent.ModifiedTimeSet;
import dev.strata.kernel.node.NodeEvent.NodeCopied;
import dev.strata.kernel.node.NodeEvent.NodeLocked;
import dev.strata.kernel.node.NodeEvent.NodeMoved;
import dev.strata.kernel.node.NodeEvent.NodePurged;
import dev.strata.kernel.node.NodeEvent.NodeRenamed;
import dev.strata.kernel.node.NodeEvent.NodeTagged;
import dev.strata.kernel.node.NodeEvent.NodeTrashed;
import dev.strata.kernel.node.NodeEvent.NodeUnlocked;
import dev.strata.kernel.node.NodeEvent.NodeUntagged;
import dev.strata.kernel.node.NodeEvent.NodeUntrashed;
import dev.strata.kernel.node.NodeEvent.RetentionSet;
import dev.strata.kernel.node.NodeEvent.VersionAdded;
import dev.strata.kernel.node.NodeEvent.VersionRestored;
import dev.strata.kernel.node.NodeEvent.VersionsPruned;
import dev.strata.kernel.node.NodeKind;
import java.time.Instant;
import java.util.Collection;
import java.util.function.UnaryOperator;
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
            @Nullable Versions versions,
            Attributes attributes) {

        public NodeKind kind() {
            return versions == null ? NodeKind.FOLDER : NodeKind.FILE;
        }

        boolean isRoot() {
            return parentId == null;
        }

        boolean isStale(@Nullable Long expected) {
            return expected != null && expected != version;
        }

        private Node at(@Nullable NodeId parent, String newName) {
            return new Node(nodeId, spaceId, number, parent, newName, version + 1, contentSince, versions, attributes);
        }

        private Node holding(FileContent content, Instant at) {
            return new Node(
                    nodeId,
                    spaceId,
                    number,
                    parentId,
                    name,
                    version + 1,
                    version + 1,
                    file().plus(content, version + 1, at),
                    attributes.withModifiedAt(content.modifiedAt()));
        }

        private Node without(Collection<Integer> pruned) {
            return new Node(
                    nodeId,
                    spaceId,
                    number,
                    parentId,
                    name,
                    version + 1,
                    contentSince,
                    file().without(pruned),
                    attributes);
        }

        private Node with(Attributes others) {
            return new Node(nodeId, spaceId, number, parentId, name, version + 1, contentSince, versions, others);
        }

        private Versions file() {
            if (versions == null) {
                throw new IllegalStateException("corrupt stream: content for the folder " + nodeId);
            }
            return versions;
        }
    }

    static NodeState initial() {
        return new Absent();
    }

    /** The state once an event has happened. */
    default NodeState evolve(NodeEvent event, Instant at) {
        return switch (event) {
            case FolderCreated e -> created(e, e.number(), e.parentId(), e.name(), null, Attributes.NONE);
            case FileCreated e ->
                created(
                        e,
                        e.number(),
                        e.parentId(),
                        e.name(),
                        Versions.first(e.content(), at),
                        Attributes.NONE.withModifiedAt(e.content().modifiedAt()));
            case VersionAdded e -> new Live(live(e).holding(e.content(), at));
            case VersionRestored e -> new Live(live(e).holding(e.content(), at));
            case NodeRenamed e -> new Live(live(e).at(live(e).parentId(), e.to()));
            case NodeMoved e -> new Live(live(e).at(e.to(), e.toName()));
            case NodeTrashed e -> new Trashed(live(e).at(live(e).parentId(), live(e).name()));
            case NodeUntrashed e -> new Live(trashed(e).at(e.parentId(), e.name()));
            case NodePurged e -> {
                trashed(e);
                yield new Purged();
            }
            case NodeCopied e -> changed(e, UnaryOperator.identity());
            case NodeTagged e -> changed(e, known -> known.withTag(e.tag()));
            case NodeUntagged e -> changed(e, known -> known.withoutTag(e.tag()));
            case DescriptionChanged e -> changed(e, known -> known.withDescription(e.to()));
            case ModifiedTimeSet e -> changed(e, known -> known.withModifiedAt(e.to()));
            case NodeLocked e -> changed(e, known -> known.withLock(new Lock(e.owner(), e.expiresAt())));
            case NodeUnlocked e -> changed(e, known -> known.withLock(null));
            case ConflictRecorded e -> changed(e, known -> known.withConflict(e.original()));
            case ConflictResolved e -> changed(e, known -> known.withConflict(null));
            case RetentionSet e -> changed(e, known -> known.withRetention(e.retention()));
            case HoldPlaced e -> changed(e, known -> known.withHold(true));
            case HoldLifted e -> changed(e, known -> known.withHold(false));
            case VersionsPruned e -> known(e, node -> node.without(e.versions()));
        };
    }

    private static Live created(
            NodeEvent event,
            long number,
            @Nullable NodeId parentId,
            String name,
            @Nullable Versions versions,
            Attributes attributes) {
        return new Live(new Node(event.nodeId(), event.spaceId(), number, parentId, name, 1, 1, versions, attributes));
    }

    private NodeState changed(NodeEvent event, UnaryOperator<Attributes> change) {
        return known(event, node -> node.with(change.apply(node.attributes())));
    }

    /** In the trash or not, the node stays where it is. */
    private NodeState known(NodeEvent event, UnaryOperator<Node> change) {
        return switch (this) {
            case Live live -> new Live(change.apply(live.node()));
            case Trashed trashed -> new Trashed(change.apply(trashed.node()));
            case Absent _, Purged _ -> throw corrupt(event);
        };
    }

    private Node live(NodeEvent event) {
        if (this instanceof Live live) {
            return live.node();
        }
        throw corrupt(event);
    }

    private Node trashed(NodeEvent event) {
        if (this instanceof Trashed trashed) {
            return trashed.node();
        }
        throw corrupt(event);
    }

    private IllegalStateException corrupt(NodeEvent event) {
        return new IllegalStateException("corrupt stream of %s: %s on %s"
                .formatted(
                        event.nodeId(),
                        event.getClass().getSimpleName(),
                        getClass().getSimpleName()));
    }
}
