package dev.strata.command.node.domain;

import static dev.strata.command.node.domain.NodeRefusal.FORBIDDEN;
import static dev.strata.command.node.domain.NodeRefusal.NODE_LOCKED;
import static dev.strata.command.node.domain.NodeRefusal.NODE_NOT_FOUND;
import static dev.strata.command.node.domain.NodeRefusal.NODE_NOT_TRASHED;
import static dev.strata.command.node.domain.NodeRefusal.NODE_TRASHED;
import static dev.strata.command.node.domain.NodeRefusal.NOT_A_FILE;
import static dev.strata.kernel.refusal.Decision.refuse;

import dev.strata.command.node.domain.NodeState.Absent;
import dev.strata.command.node.domain.NodeState.Live;
import dev.strata.command.node.domain.NodeState.Node;
import dev.strata.command.node.domain.NodeState.Purged;
import dev.strata.command.node.domain.NodeState.Trashed;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.kernel.refusal.Decision;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What must hold before a rule is looked at. Whoever may not see a node is told that there is none. */
final class Guards {
    private Guards() {}

    static Decision<NodeEvent> onFile(
            NodeCommand command,
            NodeState state,
            Surroundings around,
            BiFunction<Node, Versions, Decision<NodeEvent>> rule) {
        return onLive(command, state, around, node -> {
            Versions versions = node.versions();
            return versions == null ? refuse(NOT_A_FILE) : rule.apply(node, versions);
        });
    }

    /** For whoever may edit a node that is not in the trash and that nobody else has locked. */
    static Decision<NodeEvent> onLive(
            NodeCommand command, NodeState state, Surroundings around, Function<Node, Decision<NodeEvent>> rule) {
        return onUnlockable(
                state,
                around,
                (node, _) -> node.attributes().isLockedFor(command.by(), around.now())
                        ? refuse(NODE_LOCKED)
                        : rule.apply(node));
    }

    /** The same, whoever has locked it. */
    static Decision<NodeEvent> onUnlockable(
            NodeState state, Surroundings around, BiFunction<Node, Place, Decision<NodeEvent>> rule) {
        return onVisible(around.here(), Role.EDITOR, here -> switch (state) {
            case Live live when !here.trashedAbove() -> rule.apply(live.node(), here);
            case Live _, Trashed _ -> refuse(NODE_TRASHED);
            case Purged _, Absent _ -> refuse(NODE_NOT_FOUND);
        });
    }

    static Decision<NodeEvent> onTrashed(
            NodeState state, Surroundings around, Function<Node, Decision<NodeEvent>> rule) {
        return onVisible(around.here(), Role.EDITOR, _ -> switch (state) {
            case Trashed trashed -> rule.apply(trashed.node());
            case Live _ -> refuse(NODE_NOT_TRASHED);
            case Purged _, Absent _ -> refuse(NODE_NOT_FOUND);
        });
    }

    /** For owners, in the trash or not. */
    static Decision<NodeEvent> onOwned(NodeState state, Surroundings around, Function<Node, Decision<NodeEvent>> rule) {
        return onVisible(around.here(), Role.OWNER, _ -> switch (state) {
            case Live live -> rule.apply(live.node());
            case Trashed trashed -> rule.apply(trashed.node());
            case Purged _, Absent _ -> refuse(NODE_NOT_FOUND);
        });
    }

    private static Decision<NodeEvent> onVisible(
            @Nullable Place here, Role needed, Function<Place, Decision<NodeEvent>> rule) {
        if (here == null || !here.allows(Role.VIEWER)) {
            return refuse(NODE_NOT_FOUND);
        }
        return here.allows(needed) && !here.top() ? rule.apply(here) : refuse(FORBIDDEN);
    }
}
