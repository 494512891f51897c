package dev.strata.command.node.domain;

import static dev.strata.command.node.domain.NodeRefusal.FORBIDDEN;
import static dev.strata.command.node.domain.NodeRefusal.INSIDE_ITSELF;
import static dev.strata.command.node.domain.NodeRefusal.LEGAL_HOLD;
import static dev.strata.command.node.domain.NodeRefusal.NODE_EXISTS;
import static dev.strata.command.node.domain.NodeRefusal.NOT_A_FOLDER;
import static dev.strata.command.node.domain.NodeRefusal.OTHER_SPACE;
import static dev.strata.command.node.domain.NodeRefusal.PARENT_NOT_FOUND;
import static dev.strata.command.node.domain.NodeRefusal.PARENT_TRASHED;
import static dev.strata.command.node.domain.NodeRefusal.ROOT_FOLDER;
import static dev.strata.command.node.domain.NodeRefusal.TOO_DEEP;
import static dev.strata.command.node.domain.NodeRefusal.VERSION_CONFLICT;
import static dev.strata.kernel.refusal.Decision.accept;
import static dev.strata.kernel.refusal.Decision.refuse;
import static dev.strata.kernel.refusal.Decision.unchanged;

import dev.strata.command.node.domain.NodeCommand.CreateFile;
import dev.strata.command.node.domain.NodeCommand.CreateFolder;
import dev.strata.command.node.domain.NodeCommand.MoveNode;
import dev.strata.command.node.domain.NodeCommand.NoteCopy;
import dev.strata.command.node.domain.NodeCommand.PurgeNode;
import dev.strata.command.node.domain.NodeCommand.RenameNode;
import dev.strata.command.node.domain.NodeCommand.TrashNode;
import dev.strata.command.node.domain.NodeCommand.UntrashNode;
import dev.strata.command.node.domain.NodeState.Absent;
import dev.strata.command.node.domain.NodeState.Node;
import dev.strata.command.node.domain.NodeState.Trashed;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.kernel.node.NodeEvent.FileCreated;
import dev.strata.kernel.node.NodeEvent.FolderCreated;
import dev.strata.kernel.node.NodeEvent.NodeCopied;
import dev.strata.kernel.node.NodeEvent.NodeMoved;
import dev.strata.kernel.node.NodeEvent.NodePurged;
import dev.strata.kernel.node.NodeEvent.NodeRenamed;
import dev.strata.kernel.node.NodeEvent.NodeTrashed;
import dev.strata.kernel.node.NodeEvent.NodeUntrashed;
import dev.strata.kernel.refusal.Decision;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where nodes come to be, go and end. */
final class PlaceRules {
    private PlaceRules() {}

    static Decision<NodeEvent> create(NodeState state, NodeEvent event) {
        return state instanceof Absent ? accept(event) : refuse(NODE_EXISTS);
    }

    static Decision<NodeEvent> createFolder(CreateFolder c, NodeState state, Surroundings around) {
        Place parent = around.target();
        Optional<NodeRefusal> no = cannotHold(parent);
        if (no.isPresent() || parent == null) {
            return refuse(no.orElse(PARENT_NOT_FOUND));
        }
        return create(
                state,
                new FolderCreated(
                        c.nodeId(),
                        parent.spaceId(),
                        c.number(),
                        c.parentId(),
                        c.name().value()));
    }

    static Decision<NodeEvent> createFile(CreateFile c, NodeState state, Surroundings around) {
        Place parent = around.target();
        Optional<NodeRefusal> no = cannotHold(parent);
        if (no.isPresent() || parent == null) {
            return refuse(no.orElse(PARENT_NOT_FOUND));
        }
        return create(
                state,
                new FileCreated(
                        c.nodeId(),
                        parent.spaceId(),
                        c.number(),
                        c.parentId(),
                        c.name().value(),
                        c.content()));
    }

    /** Why nothing can be put into this folder; empty if it can. */
    static Optional<NodeRefusal> cannotHold(@Nullable Place folder) {
        if (folder == null || !folder.allows(Role.VIEWER)) {
            return Optional.of(PARENT_NOT_FOUND);
        }
        if (!folder.allows(Role.EDITOR)) {
            return Optional.of(FORBIDDEN);
        }
        if (folder.inTrash()) {
            return Optional.of(PARENT_TRASHED);
        }
        return switch (folder.kind()) {
            case FILE -> Optional.of(NOT_A_FOLDER);
            case FOLDER ->
                folder.ancestors().size() + 1 >= NodeDecider.DEPTH_MAX ? Optional.of(TOO_DEEP) : Optional.empty();
        };
    }

    static Decision<NodeEvent> rename(RenameNode c, Node node) {
        if (node.isRoot()) {
            return refuse(ROOT_FOLDER);
        }
        if (node.isStale(c.expected())) {
            return refuse(VERSION_CONFLICT);
        }
        if (node.name().equals(c.name().value())) {
            return unchanged();
        }
        return accept(new NodeRenamed(
                c.nodeId(), node.spaceId(), node.name(), c.name().value()));
    }

    static Decision<NodeEvent> move(MoveNode c, Node node, Surroundings around) {
        NodeId from = node.parentId();
        if (from == null) {
            return refuse(ROOT_FOLDER);
        }
        Optional<NodeRefusal> no = cannotGo(node, c.expected(), around.here(), around.target());
        if (no.isPresent()) {
            return refuse(no.get());
        }
        String name = c.name() == null ? node.name() : c.name().value();
        if (from.equals(c.parentId()) && name.equals(node.name())) {
            return unchanged();
        }
        return accept(new NodeMoved(c.nodeId(), node.spaceId(), from, c.parentId(), node.name(), name));
    }

    /** Why the node cannot be put into the target; taking it away needs a role on the folder that it is in. */
    private static Optional<NodeRefusal> cannotGo(
            Node node, @Nullable Long expected, @Nullable Place here, @Nullable Place target) {
        if (here == null || !here.allowsAbove(Role.EDITOR)) {
            return Optional.of(FORBIDDEN);
        }
        if (node.isStale(expected)) {
            return Optional.of(VERSION_CONFLICT);
        }
        Optional<NodeRefusal> no = cannotHold(target);
        if (no.isPresent() || target == null) {
            return no;
        }
        if (!target.spaceId().equals(node.spaceId())) {
            return Optional.of(OTHER_SPACE);
        }
        return target.isInside(node.nodeId()) ? Optional.of(INSIDE_ITSELF) : Optional.empty();
    }

    static Decision<NodeEvent> trash(TrashNode c, NodeState state, Surroundings around) {
        Place here = around.here();
        if (state instanceof Trashed && here != null && here.allows(Role.EDITOR)) {
            return unchanged();
        }
        return Guards.onLive(c, state, around, node -> {
            NodeId parent = node.parentId();
            if (parent == null) {
                return refuse(ROOT_FOLDER);
            }
            if (here == null || !here.allowsAbove(Role.EDITOR)) {
                return refuse(FORBIDDEN);
            }
            if (node.isStale(c.expected())) {
                return refuse(VERSION_CONFLICT);
            }
            return accept(new NodeTrashed(c.nodeId(), node.spaceId(), parent, node.name()));
        });
    }

    static Decision<NodeEvent> untrash(UntrashNode c, Node node, Surroundings around) {
        NodeId parent = c.parentId() == null ? node.parentId() : c.parentId();
        Optional<NodeRefusal> no = cannotGo(node, c.expected(), around.here(), around.target());
        if (no.isPresent()) {
            return refuse(no.get());
        }
        String name = c.name() == null ? node.name() : c.name().value();
        return accept(new NodeUntrashed(
                c.nodeId(), node.spaceId(), Objects.requireNonNull(parent, "a root is never in the trash"), name));
    }

    static Decision<NodeEvent> purge(PurgeNode c, Node node, Surroundings around) {
        Place here = around.here();
        if (here == null || !here.allows(Role.OWNER)) {
            return refuse(FORBIDDEN);
        }
        if (node.isStale(c.expected())) {
            return refuse(VERSION_CONFLICT);
        }
        if (around.held()) {
            return refuse(LEGAL_HOLD);
        }
        return accept(new NodePurged(c.nodeId(), node.spaceId(), c.rule()));
    }

    /** Only a node that is new a moment ago can be one. */
    static Decision<NodeEvent> noteCopy(NoteCopy c, Node node) {
        return node.version() > 1 ? unchanged() : accept(new NodeCopied(c.nodeId(), node.spaceId(), c.source()));
    }
}
