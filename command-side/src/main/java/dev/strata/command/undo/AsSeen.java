package dev.strata.command.undo;

import dev.strata.command.node.NodeAnswer;
import dev.strata.command.transaction.CommandTransaction.Dispatch;
import dev.strata.command.tree.OutrunException;
import dev.strata.command.undo.domain.NodeTarget;
import dev.strata.kernel.id.NodeId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Sends commands to nodes that nobody else has changed since their past was read. Otherwise the undo, which knows
 * nothing of that change, would take it back too; so it begins again.
 */
final class AsSeen implements Dispatch {
    private final Dispatch dispatch;
    private final Map<NodeId, Long> versions = new HashMap<>();

    AsSeen(Dispatch dispatch, Collection<NodeTarget> targets) {
        this.dispatch = dispatch;
        targets.forEach(target -> versions.put(target.nodeId(), target.events()));
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // see the interface
    public <R> R send(Object command) {
        R answer = dispatch.send(command);
        if (answer instanceof NodeAnswer node) {
            Long seen = versions.put(node.id(), node.version());
            if (seen != null && node.version() != seen + (node.changed() ? 1 : 0)) {
                throw new OutrunException();
            }
        }
        return answer;
    }
}
