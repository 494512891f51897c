package dev.strata.command.node;

import dev.strata.command.CommandRefused;
import dev.strata.command.node.domain.NodeCommand;
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
import dev.strata.command.node.domain.NodeDecider;
import dev.strata.command.node.domain.NodeState;
import dev.strata.command.node.domain.NodeState.Live;
import dev.strata.command.node.domain.NodeState.Node;
import dev.strata.command.node.domain.NodeState.Trashed;
import dev.strata.command.node.domain.Place;
import dev.strata.command.node.domain.Surroundings;
import dev.strata.command.tree.Tree;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.kernel.node.NodeKind;
import dev.strata.kernel.refusal.Decision.Accepted;
import dev.strata.kernel.refusal.Decision.Refused;
import dev.strata.kernel.refusal.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** Hands commands to {@link NodeDecider}, records what it decides; holds no rule of its own. */
@Aggregate(type = "Node", cache = "aggregateCache", commandTargetResolver = "commandTargets")
class NodeAggregate {
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private @Nullable NodeId nodeId;

    private NodeState state = NodeState.initial();

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    NodeAnswer handle(CreateRoot command, Tree tree) {
        return execute(command, tree, new Surroundings(null, null));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    NodeAnswer handle(CreateFolder command, Tree tree) {
        return execute(command, tree, new Surroundings(null, place(command, command.parentId(), tree)));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    NodeAnswer handle(CreateFile command, Tree tree) {
        return execute(command, tree, new Surroundings(null, place(command, command.parentId(), tree)));
    }

    @CommandHandler
    NodeAnswer handle(AddVersion command, Tree tree) {
        return executeHere(command, tree);
    }

    @CommandHandler
    NodeAnswer handle(RestoreVersion command, Tree tree) {
        return executeHere(command, tree);
    }

    @CommandHandler
    NodeAnswer handle(RenameNode command, Tree tree) {
        return executeHere(command, tree);
    }

    @CommandHandler
    NodeAnswer handle(MoveNode command, Tree tree) {
        return executeBetween(command, command.parentId(), tree);
    }

    @CommandHandler
    NodeAnswer handle(TrashNode command, Tree tree) {
        return executeHere(command, tree);
    }

    @CommandHandler
    NodeAnswer handle(UntrashNode command, Tree tree) {
        NodeId parent = command.parentId() == null ? known().map(Node::parentId).orElse(null) : command.parentId();
        return executeBetween(command, parent, tree);
    }

    @CommandHandler
    void handle(PurgeNode command, Tree tree) {
        decide(command, tree, new Surroundings(place(command, command.nodeId(), tree), null));
    }

    private NodeAnswer executeHere(NodeCommand command, Tree tree) {
        return execute(command, tree, new Surroundings(place(command, command.nodeId(), tree), null));
    }

    /** Two folders that go into each other at once would make a ring: the lock comes before the look. */
    private NodeAnswer executeBetween(NodeCommand command, @Nullable NodeId target, Tree tree) {
        known().filter(node -> node.kind() == NodeKind.FOLDER).ifPresent(node -> tree.lock(node.spaceId()));
        return execute(
                command,
                tree,
                new Surroundings(
                        place(command, command.nodeId(), tree), target == null ? null : place(command, target, tree)));
    }

    private static @Nullable Place place(NodeCommand command, NodeId node, Tree tree) {
        return tree.find(node, command.by()).orElse(null);
    }

    private NodeAnswer execute(NodeCommand command, Tree tree, Surroundings around) {
        boolean changed = decide(command, tree, around);
        return answer(changed).orElseThrow(() -> new IllegalStateException("accepted, but no node: " + command));
    }

    /** Whether there was anything to do. */
    private boolean decide(NodeCommand command, Tree tree, Surroundings around) {
        return switch (NodeDecider.decide(command, state, around)) {
            case Accepted(List<NodeEvent> events) -> {
                events.forEach(event -> append(event, tree));
                yield !events.isEmpty();
            }
            case Refused(Refusal refusal) -> throw new CommandRefused(refusal, head(refusal));
        };
    }

    private void append(NodeEvent event, Tree tree) {
        tree.record(event, known().map(Node::version).orElse(0L) + 1);
        AggregateLifecycle.apply(event);
    }

    /** Whoever lost a race is told what is there now; only the decider's last check refuses so, after the role's. */
    private Map<String, Object> head(Refusal refusal) {
        return switch (refusal.kind()) {
            case PRECONDITION_FAILED ->
                answer(false).map(head -> Map.<String, Object>of("head", head)).orElse(Map.of());
            case NOT_FOUND, FORBIDDEN, CONFLICT, GONE, UNPROCESSABLE -> Map.of();
        };
    }

    private Optional<NodeAnswer> answer(boolean changed) {
        return known().map(node -> NodeAnswer.of(node, state instanceof Trashed, changed));
    }

    private Optional<Node> known() {
        return switch (state) {
            case Live live -> Optional.of(live.node());
            case Trashed trashed -> Optional.of(trashed.node());
            case NodeState.Absent _, NodeState.Purged _ -> Optional.empty();
        };
    }

    @EventSourcingHandler
    void on(NodeEvent event) {
        nodeId = event.nodeId();
        state = state.evolve(event);
    }
}
