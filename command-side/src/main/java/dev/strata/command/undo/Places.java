package dev.strata.command.undo;

import dev.strata.command.CommandRefused;
import dev.strata.command.node.domain.NodeCommand;
import dev.strata.command.node.domain.NodeCommand.MoveNode;
import dev.strata.command.node.domain.NodeCommand.RenameNode;
import dev.strata.command.node.domain.NodeCommand.TrashNode;
import dev.strata.command.node.domain.NodeCommand.UntrashNode;
import dev.strata.command.node.domain.NodeRefusal;
import dev.strata.command.transaction.CommandTransaction.Dispatch;
import dev.strata.command.tree.SiblingNames;
import dev.strata.command.tree.SiblingNames.Sibling;
import dev.strata.command.undo.domain.NodeTarget;
import dev.strata.command.undo.domain.NodeTarget.Where;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings nodes to their places. One may have to wait for another: for its folder to come back, for its name to become
 * free. So those that are refused are tried again as long as any gets on; of a ring of names one is put aside first.
 */
final class Places {
    private static final Set<NodeRefusal> MAY_PASS = Set.of(
            NodeRefusal.NAME_TAKEN,
            NodeRefusal.PARENT_TRASHED,
            NodeRefusal.PARENT_NOT_FOUND,
            NodeRefusal.NODE_TRASHED,
            NodeRefusal.INSIDE_ITSELF);

    private final Dispatch dispatch;
    private final AccountId by;
    private final SiblingNames siblings;
    private final Kinship kinship;
    private final UndoLog log;
    private final Map<NodeId, NodeTarget> targets;
    private final Map<NodeId, Where> places = new LinkedHashMap<>();
    private final Set<NodeId> trashed = new HashSet<>();

    Places(
            Dispatch dispatch,
            AccountId by,
            SiblingNames siblings,
            Kinship kinship,
            UndoLog log,
            Map<NodeId, NodeTarget> targets) {
        this.dispatch = dispatch;
        this.by = by;
        this.siblings = siblings;
        this.kinship = kinship;
        this.log = log;
        this.targets = targets;
    }

    /** Everything that should be somewhere else, or back. */
    void restore() {
        Map<NodeId, NodeTarget> pending = new LinkedHashMap<>();
        targets.values().stream().filter(target -> target.place() != null).forEach(target -> {
            places.put(target.nodeId(), target.now());
            pending.put(target.nodeId(), target);
        });
        Map<NodeId, CommandRefused> refusals = new LinkedHashMap<>();
        while (!pending.isEmpty()) {
            boolean progress = false;
            for (NodeTarget target : List.copyOf(pending.values())) {
                Optional<CommandRefused> refused = bring(target);
                if (refused.isEmpty()) {
                    pending.remove(target.nodeId());
                    progress = true;
                } else {
                    refusals.put(target.nodeId(), refused.get());
                }
            }
            if (!progress && !makeRoom(pending)) {
                pending.values()
                        .forEach(target -> log.refused(
                                target,
                                Objects.requireNonNull(refusals.get(target.nodeId()), "pending means refused")));
                return;
            }
        }
    }

    private Optional<CommandRefused> bring(NodeTarget target) {
        Where from = at(target);
        Where to = wanted(target);
        try {
            dispatch.send(command(target, from, to));
        } catch (CommandRefused refused) {
            if (!(refused.refusal() instanceof NodeRefusal refusal) || !MAY_PASS.contains(refusal)) {
                log.refused(target, refused);
                return Optional.empty();
            }
            return Optional.of(refused);
        }
        log.changed(target, "place", shown(target.now()), shown(to));
        return Optional.empty();
    }

    private Where at(NodeTarget target) {
        return Objects.requireNonNull(places.get(target.nodeId()), "every pending node is somewhere");
    }

    private static Where wanted(NodeTarget target) {
        return Objects.requireNonNull(target.place(), "only those are pending that should be elsewhere");
    }

    private static String shown(Where where) {
        return "%s in %s%s".formatted(where.name(), where.parentId(), where.trashed() ? " (trash)" : "");
    }

    private NodeCommand command(NodeTarget target, Where from, Where to) {
        NodeName name = new NodeName(to.name());
        NodeId parent = Objects.requireNonNull(to.parentId(), "a root stays where it is");
        if (from.trashed()) {
            return new UntrashNode(target.nodeId(), by, parent, name, null);
        }
        return parent.equals(from.parentId())
                ? new RenameNode(target.nodeId(), by, name, null)
                : new MoveNode(target.nodeId(), by, parent, name, null);
    }

    /** Whether somebody who is in the way, and is to go anyway, could be moved out of it. */
    private boolean makeRoom(Map<NodeId, NodeTarget> pending) {
        for (NodeTarget target : pending.values()) {
            Where to = wanted(target);
            @Nullable NodeId parent = to.parentId();
            Optional<Sibling> inTheWay =
                    parent == null ? Optional.empty() : siblings.find(parent, new NodeName(to.name()));
            NodeTarget other =
                    inTheWay.map(sibling -> targets.get(sibling.nodeId())).orElse(null);
            if (other != null && !other.nodeId().equals(target.nodeId()) && moveAside(other, pending)) {
                return true;
            }
        }
        return false;
    }

    private boolean moveAside(NodeTarget other, Map<NodeId, NodeTarget> pending) {
        if (other.trash()) {
            return !trashed.contains(other.nodeId()) && trash(other).isEmpty();
        }
        if (!pending.containsKey(other.nodeId())) {
            return false;
        }
        Where from = at(other);
        NodeId parent = Objects.requireNonNull(from.parentId(), "a root is in nobody's way");
        NodeName aside = siblings.free(parent, SiblingNames.withSuffix(new NodeName(from.name()), " (undo)"));
        try {
            dispatch.send(new RenameNode(other.nodeId(), by, aside, null));
        } catch (CommandRefused _) {
            return false; // The one that waits for it is reported.
        }
        log.changed(other, "aside", from.name(), aside);
        places.put(other.nodeId(), new Where(parent, aside.value(), false));
        return true;
    }

    /** What should not have been made, or not have come back: the topmost first, which take what is in them along. */
    void trashTheRest() {
        List<NodeTarget> rest = new ArrayList<>(targets.values().stream()
                .filter(NodeTarget::trash)
                .filter(target -> !trashed.contains(target.nodeId()))
                .toList());
        rest.forEach(target -> {
            if (!trashed.contains(target.nodeId())) {
                trash(target).ifPresent(stays -> log.conflict(target, stays.reason(), stays.detail()));
            }
        });
    }

    private record Stays(String reason, String detail) {
        private static Optional<Stays> because(String detail) {
            return Optional.of(new Stays("holds-later-work", detail));
        }
    }

    /** Why it is not in the trash now, if it is not. */
    private Optional<Stays> trash(NodeTarget target) {
        if (target.laterWork()) {
            return Stays.because("Somebody has worked on it since; it is left where it is.");
        }
        Set<NodeId> below = target.folder() ? kinship.liveBelow(target.nodeId()) : Set.of();
        if (!below.stream().allMatch(this::mayGo)) {
            return Stays.because("There is something in it that stays; so it does too.");
        }
        try {
            dispatch.send(new TrashNode(target.nodeId(), by, null));
        } catch (CommandRefused refused) {
            if (refused.refusal() != NodeRefusal.NODE_TRASHED) {
                return Optional.of(
                        new Stays(refused.refusal().code(), refused.refusal().detail()));
            }
        }
        trashed.add(target.nodeId());
        trashed.addAll(below);
        log.changed(target, "trash", shown(target.now()), null);
        return Optional.empty();
    }

    private boolean mayGo(NodeId node) {
        NodeTarget target = targets.get(node);
        return target != null && target.trash() && !target.laterWork();
    }
}
