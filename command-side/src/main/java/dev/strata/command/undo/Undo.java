package dev.strata.command.undo;

import dev.strata.command.log.Streams;
import dev.strata.command.transaction.CommandTransaction;
import dev.strata.command.transaction.CommandTransaction.Dispatch;
import dev.strata.command.tree.Tree;
import dev.strata.command.undo.EventWindow.Touched;
import dev.strata.command.undo.GrantChanges.GrantTarget;
import dev.strata.command.undo.domain.NodeLife;
import dev.strata.command.undo.domain.NodeTarget;
import dev.strata.command.undo.domain.Past;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.platform.axon.EventMetadata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes events back: looks up what they touched, works out what each node and grant should be like without them, and has
 * ordinary commands bring that about, in one transaction. A preview is the same, rolled back at the end; so it says just
 * what would be done.
 */
@Component
public class Undo {
    private static final int PAGE = 1_000;

    private final CommandTransaction transaction;
    private final Tree tree;
    private final EventWindow window;
    private final Streams streams;
    private final Kinship kinship;
    private final GrantChanges grants;
    private final Restorations restorations;

    Undo(
            CommandTransaction transaction,
            Tree tree,
            EventWindow window,
            Streams streams,
            Kinship kinship,
            GrantChanges grants,
            Restorations restorations) {
        this.transaction = transaction;
        this.tree = tree;
        this.window = window;
        this.streams = streams;
        this.kinship = kinship;
        this.grants = grants;
        this.restorations = restorations;
    }

    /**
     * What is to be undone.
     *
     * @param top the tree that it is about
     * @param from nothing before it is undone
     */
    public record Task(
            AccountId by, SpaceId space, NodeId top, Instant from, Predicate<DomainEventMessage<?>> undone) {}

    /** Thrown to have everything rolled back. */
    private static final class Previewed extends RuntimeException {
        private final transient UndoReport report;

        Previewed(UndoReport report) {
            super("a preview", null, false, false);
            this.report = report;
        }
    }

    /** Answers what would be done, and changes nothing. */
    public UndoReport preview(Task task, EventMetadata metadata) {
        try {
            transaction.run(metadata, dispatch -> {
                throw new Previewed(apply(task, dispatch, null));
            });
            throw new IllegalStateException("a preview that was not rolled back");
        } catch (Previewed previewed) {
            return previewed.report;
        }
    }

    /**
     * Does it, within a transaction that is to be rolled back if the answer is not what was confirmed. Of two at once one
     * waits for the other before it looks.
     *
     * @param operation the id that its events will carry
     */
    public UndoReport run(Task task, Dispatch dispatch, String operation) {
        tree.lock(task.space());
        return apply(task, dispatch, operation);
    }

    private UndoReport apply(Task task, Dispatch dispatch, @Nullable String operation) {
        Touched touched = window.touched(task.space(), task.from(), task.undone());
        Events events = new Events();
        Map<NodeId, NodeTarget> targets = targets(touched.nodes(), task.undone(), events);
        Set<NodeId> concerned = kinship.below(task.top(), targets.values());
        targets.keySet().retainAll(concerned);
        List<GrantTarget> access = grants.targets(touched.grants(), task.undone()).stream()
                .filter(target -> isConcerned(target.key().node(), task, concerned))
                .toList();
        tree.lookAt(targets.keySet(), task.by());
        Restoration restoration = restorations.begin(dispatch, task.by(), targets);
        restoration.restore(access);
        return UndoReport.of(operation, events.of(concerned), restoration.changes(), restoration.conflicts());
    }

    private boolean isConcerned(NodeId node, Task task, Set<NodeId> concerned) {
        return concerned.contains(node) || node.equals(task.top()) || kinship.isBelow(node, task.top());
    }

    /** How many events of each node are undone. */
    private static final class Events {
        private final Map<NodeId, Integer> counts = new LinkedHashMap<>();

        int of(Set<NodeId> nodes) {
            return nodes.stream().mapToInt(node -> counts.getOrDefault(node, 0)).sum();
        }
    }

    private Map<NodeId, NodeTarget> targets(
            Collection<NodeId> nodes, Predicate<DomainEventMessage<?>> undone, Events events) {
        Map<NodeId, NodeTarget> targets = new LinkedHashMap<>();
        List<NodeId> ordered = List.copyOf(nodes);
        for (int from = 0; from < ordered.size(); from += PAGE) {
            Map<NodeId, List<Past<NodeEvent>>> lives = new LinkedHashMap<>();
            for (DomainEventMessage<?> message :
                    streams.read(ordered.subList(from, Math.min(from + PAGE, ordered.size())))) {
                NodeEvent event = (NodeEvent) message.getPayload();
                boolean matches = undone.test(message);
                events.counts.merge(event.nodeId(), matches ? 1 : 0, Integer::sum);
                lives.computeIfAbsent(event.nodeId(), _ -> new ArrayList<>())
                        .add(new Past<>(event, message.getTimestamp(), matches));
            }
            lives.forEach((node, life) -> targets.put(node, NodeLife.target(life)));
        }
        return targets;
    }
}
