package dev.strata.command.node.domain;

import static dev.strata.command.node.domain.NodeRefusal.FORBIDDEN;
import static dev.strata.command.node.domain.NodeRefusal.INSIDE_ITSELF;
import static dev.strata.command.node.domain.NodeRefusal.INVALID_RECEIPT;
import static dev.strata.command.node.domain.NodeRefusal.NODE_EXISTS;
import static dev.strata.command.node.domain.NodeRefusal.NODE_NOT_FOUND;
import static dev.strata.command.node.domain.NodeRefusal.NODE_NOT_TRASHED;
import static dev.strata.command.node.domain.NodeRefusal.NODE_TRASHED;
import static dev.strata.command.node.domain.NodeRefusal.NOT_A_FILE;
import static dev.strata.command.node.domain.NodeRefusal.NOT_A_FOLDER;
import static dev.strata.command.node.domain.NodeRefusal.OTHER_SPACE;
import static dev.strata.command.node.domain.NodeRefusal.PARENT_NOT_FOUND;
import static dev.strata.command.node.domain.NodeRefusal.PARENT_TRASHED;
import static dev.strata.command.node.domain.NodeRefusal.ROOT_FOLDER;
import static dev.strata.command.node.domain.NodeRefusal.TOO_DEEP;
import static dev.strata.command.node.domain.NodeRefusal.VERSION_CONFLICT;
import static dev.strata.command.node.domain.NodeRefusal.VERSION_NOT_FOUND;
import static dev.strata.kernel.refusal.Decision.accept;
import static dev.strata.kernel.refusal.Decision.refuse;
import static dev.strata.kernel.refusal.Decision.unchanged;

import dev.strata.command.node.domain.NodeCommand.AddVersion;
import dev.strata.command.node.domain.NodeCommand.CreateFile;
import dev.strata.command.node.domain.NodeCommand.CreateFolder;
import dev.strata.command.node.domain.NodeCommand.CreateRoot;
import dev.strata.command.node.domain.NodeCommand.MoveNode;
import dev.strata.command.node.domain.NodeCommand.PurgeNode;
import dev.strata.command.node.domain.NodeCommand.RenameNode;
import dev.strata.command.node.domain.NodeCommand.RestoreVersion;
import dev.strata.command.node.domain.NodeCommand.TrashNode;
import dev.strata.command.node.domain.NodeCommand.UntrashNode;
import dev.strata.command.node.domain.NodeState.Absent;
import dev.strata.command.node.domain.NodeState.Live;
import dev.strata.command.node.domain.NodeState.Node;
import dev.strata.command.node.domain.NodeState.Purged;
import dev.strata.command.node.domain.NodeState.Trashed;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.NodeId;
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
import dev.strata.kernel.refusal.Decision;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a node's life. Total and pure: an answer for every command in every state, and no effects. Whoever may
 * not see a node is told that there is none.
 */
public final class NodeDecider {
    /** How many folders may be above a node. */
    public static final int DEPTH_MAX = 256;

    private NodeDecider() {}

    public static Decision<NodeEvent> decide(NodeCommand command, NodeState state, Surroundings around) {
        return switch (command) {
            case CreateRoot c -> create(state, new FolderCreated(c.nodeId(), c.spaceId(), c.number(), null, ""));
            case CreateFolder c -> createFolder(c, state, around);
            case CreateFile c -> createFile(c, state, around);
            case AddVersion c -> onFile(state, around, (node, versions) -> addVersion(c, node, versions));
            case RestoreVersion c -> onFile(state, around, (node, versions) -> restore(c, node, versions));
            case RenameNode c -> onLive(state, around, node -> rename(c, node));
            case MoveNode c -> onLive(state, around, node -> move(c, node, around));
            case TrashNode c -> trash(c, state, around);
            case UntrashNode c -> onTrashed(state, around, node -> untrash(c, node, around));
            case PurgeNode c -> onTrashed(state, around, node -> purge(c, node, around));
        };
    }

    private static Decision<NodeEvent> create(NodeState state, NodeEvent event) {
        return state instanceof Absent ? accept(event) : refuse(NODE_EXISTS);
    }

    private static Decision<NodeEvent> createFolder(CreateFolder c, NodeState state, Surroundings around) {
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

    private static Decision<NodeEvent> createFile(CreateFile c, NodeState state, Surroundings around) {
        Place parent = around.target();
        Optional<NodeRefusal> no = cannotHold(parent);
        if (no.isPresent() || parent == null) {
            return refuse(no.orElse(PARENT_NOT_FOUND));
        }
        if (!parent.spaceId().equals(c.contentSpace())) {
            return refuse(INVALID_RECEIPT);
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
    private static Optional<NodeRefusal> cannotHold(@Nullable Place folder) {
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
            case FOLDER -> folder.ancestors().size() + 1 >= DEPTH_MAX ? Optional.of(TOO_DEEP) : Optional.empty();
        };
    }

    private static Decision<NodeEvent> addVersion(AddVersion c, Node node, Versions versions) {
        if (!node.spaceId().equals(c.contentSpace())) {
            return refuse(INVALID_RECEIPT);
        }
        if (sameContent(versions.content(), c.content())) {
            return unchanged();
        }
        Long base = c.base();
        if (base != null && (base < node.contentSince() || base > node.version())) {
            return refuse(VERSION_CONFLICT);
        }
        return accept(new VersionAdded(c.nodeId(), node.spaceId(), versions.number() + 1, c.content()));
    }

    private static boolean sameContent(FileContent one, FileContent other) {
        return one.manifestId().equals(other.manifestId());
    }

    private static Decision<NodeEvent> restore(RestoreVersion c, Node node, Versions versions) {
        if (isStale(c.expected(), node)) {
            return refuse(VERSION_CONFLICT);
        }
        Optional<FileContent> content = versions.find(c.version());
        if (content.isEmpty()) {
            return refuse(VERSION_NOT_FOUND);
        }
        if (sameContent(versions.content(), content.get())) {
            return unchanged();
        }
        return accept(
                new VersionRestored(c.nodeId(), node.spaceId(), versions.number() + 1, c.version(), content.get()));
    }

    private static Decision<NodeEvent> rename(RenameNode c, Node node) {
        if (node.isRoot()) {
            return refuse(ROOT_FOLDER);
        }
        if (isStale(c.expected(), node)) {
            return refuse(VERSION_CONFLICT);
        }
        if (node.name().equals(c.name().value())) {
            return unchanged();
        }
        return accept(new NodeRenamed(
                c.nodeId(), node.spaceId(), node.name(), c.name().value()));
    }

    private static Decision<NodeEvent> move(MoveNode c, Node node, Surroundings around) {
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
        if (isStale(expected, node)) {
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

    private static Decision<NodeEvent> trash(TrashNode c, NodeState state, Surroundings around) {
        Place here = around.here();
        if (state instanceof Trashed && here != null && here.allows(Role.EDITOR)) {
            return unchanged();
        }
        return onLive(state, around, node -> {
            NodeId parent = node.parentId();
            if (parent == null) {
                return refuse(ROOT_FOLDER);
            }
            if (here == null || !here.allowsAbove(Role.EDITOR)) {
                return refuse(FORBIDDEN);
            }
            if (isStale(c.expected(), node)) {
                return refuse(VERSION_CONFLICT);
            }
            return accept(new NodeTrashed(c.nodeId(), node.spaceId(), parent, node.name()));
        });
    }

    private static Decision<NodeEvent> untrash(UntrashNode c, Node node, Surroundings around) {
        NodeId parent = c.parentId() == null ? node.parentId() : c.parentId();
        Optional<NodeRefusal> no = cannotGo(node, c.expected(), around.here(), around.target());
        if (no.isPresent()) {
            return refuse(no.get());
        }
        String name = c.name() == null ? node.name() : c.name().value();
        return accept(new NodeUntrashed(
                c.nodeId(), node.spaceId(), Objects.requireNonNull(parent, "a root is never in the trash"), name));
    }

    private static Decision<NodeEvent> purge(PurgeNode c, Node node, Surroundings around) {
        Place here = around.here();
        if (here == null || !here.allows(Role.OWNER)) {
            return refuse(FORBIDDEN);
        }
        if (isStale(c.expected(), node)) {
            return refuse(VERSION_CONFLICT);
        }
        return accept(new NodePurged(c.nodeId(), node.spaceId(), c.rule()));
    }

    private static boolean isStale(@Nullable Long expected, Node node) {
        return expected != null && expected != node.version();
    }

    private static Decision<NodeEvent> onFile(
            NodeState state, Surroundings around, BiFunction<Node, Versions, Decision<NodeEvent>> rule) {
        return onLive(state, around, node -> {
            Versions versions = node.versions();
            return versions == null ? refuse(NOT_A_FILE) : rule.apply(node, versions);
        });
    }

    private static Decision<NodeEvent> onLive(
            NodeState state, Surroundings around, Function<Node, Decision<NodeEvent>> rule) {
        return onVisible(around.here(), here -> switch (state) {
            case Live live when !here.trashedAbove() -> rule.apply(live.node());
            case Live _, Trashed _ -> refuse(NODE_TRASHED);
            case Purged _, Absent _ -> refuse(NODE_NOT_FOUND);
        });
    }

    private static Decision<NodeEvent> onTrashed(
            NodeState state, Surroundings around, Function<Node, Decision<NodeEvent>> rule) {
        return onVisible(around.here(), _ -> switch (state) {
            case Trashed trashed -> rule.apply(trashed.node());
            case Live _ -> refuse(NODE_NOT_TRASHED);
            case Purged _, Absent _ -> refuse(NODE_NOT_FOUND);
        });
    }

    private static Decision<NodeEvent> onVisible(@Nullable Place here, Function<Place, Decision<NodeEvent>> rule) {
        if (here == null || !here.allows(Role.VIEWER)) {
            return refuse(NODE_NOT_FOUND);
        }
        return here.allows(Role.EDITOR) ? rule.apply(here) : refuse(FORBIDDEN);
    }
}
