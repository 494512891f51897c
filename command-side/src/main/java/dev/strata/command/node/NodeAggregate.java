package dev.strata.command.node;

import dev.strata.command.CommandRefused;
import dev.strata.command.node.domain.NodeCommand;
import dev.strata.command.node.domain.NodeCommand.AddVersion;
import dev.strata.command.node.domain.NodeCommand.CreateFile;
import dev.strata.command.node.domain.NodeCommand.CreateFolder;
import dev.strata.command.node.domain.NodeCommand.CreateRoot;
import dev.strata.command.node.domain.NodeCommand.DescribeNode;
import dev.strata.command.node.domain.NodeCommand.LiftHold;
import dev.strata.command.node.domain.NodeCommand.LockNode;
import dev.strata.command.node.domain.NodeCommand.MoveNode;
import dev.strata.command.node.domain.NodeCommand.NoteCopy;
import dev.strata.command.node.domain.NodeCommand.PlaceHold;
import dev.strata.command.node.domain.NodeCommand.PruneVersions;
import dev.strata.command.node.domain.NodeCommand.PurgeNode;
import dev.strata.command.node.domain.NodeCommand.RecordConflict;
import dev.strata.command.node.domain.NodeCommand.RenameNode;
import dev.strata.command.node.domain.NodeCommand.ResolveConflict;
import dev.strata.command.node.domain.NodeCommand.RestoreVersion;
import dev.strata.command.node.domain.NodeCommand.SetModifiedTime;
import dev.strata.command.node.domain.NodeCommand.SetRetention;
import dev.strata.command.node.domain.NodeCommand.TagNode;
import dev.strata.command.node.domain.NodeCommand.TrashNode;
import dev.strata.command.node.domain.NodeCommand.UnlockNode;
import dev.strata.command.node.domain.NodeCommand.UntagNode;
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
import dev.strata.kernel.refusal.Decision.Accepted;
import dev.strata.kernel.refusal.Decision.Refused;
import dev.strata.kernel.refusal.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** Hands commands to {@link NodeDecider}, records what it decides; holds no rule of its own. */
@Aggregate(
        type = "Node",
        cache = "aggregateCache",
        lockFactory = "aggregateLocks",
        commandTargetResolver = "commandTargets")
class NodeAggregate {
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private @Nullable NodeId nodeId;

    private NodeState state = NodeState.initial();

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    NodeAnswer handle(CreateRoot command, Tree tree, Clock clock) {
        return execute(command, tree, new Surroundings(null, null, false, clock.instant()));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    NodeAnswer handle(CreateFolder command, Tree tree, Clock clock) {
        return execute(
                command,
                tree,
                new Surroundings(null, place(command, command.parentId(), tree), false, clock.instant()));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    NodeAnswer handle(CreateFile command, Tree tree, Clock clock) {
        return execute(
                command,
                tree,
                new Surroundings(null, place(command, command.parentId(), tree), false, clock.instant()));
    }

    @CommandHandler
    NodeAnswer handle(AddVersion command, Tree tree, Clock clock) {
        return executeHere(command, tree, clock);
    }

    @CommandHandler
    NodeAnswer handle(RestoreVersion command, Tree tree, Clock clock) {
        return executeHere(command, tree, clock);
    }

    @CommandHandler
    NodeAnswer handle(RenameNode command, Tree tree, Clock clock) {
        return executeHere(command, tree, clock);
    }

    @CommandHandler
    NodeAnswer handle(TrashNode command, Tree tree, Clock clock) {
        return executeHere(command, tree, clock);
    }

    @CommandHandler
    NodeAnswer handle(NoteCopy command, Tree tree, Clock clock) {
        return executeHere(command, tree, clock);
    }

    @CommandHandler
    NodeAnswer handle(TagNode command, Tree tree, Clock clock) {
        return executeHere(command, tree, clock);
    }

    @CommandHandler
    NodeAnswer handle(UntagNode command, Tree tree, Clock clock) {
        return executeHere(command, tree, clock);
    }

    @CommandHandler
    NodeAnswer handle(DescribeNode command, Tree tree, Clock clock) {
        return executeHere(command, tree, clock);
    }

    @CommandHandler
    NodeAnswer handle(SetModifiedTime command, Tree tree, Clock clock) {
        return executeHere(command, tree, clock);
    }

    @CommandHandler
    NodeAnswer handle(LockNode command, Tree tree, Clock clock) {
        return executeHere(command, tree, clock);
    }

    @CommandHandler
    NodeAnswer handle(UnlockNode command, Tree tree, Clock clock) {
        return executeHere(command, tree, clock);
    }

    @CommandHandler
    NodeAnswer handle(RecordConflict command, Tree tree, Clock clock) {
        return executeHere(command, tree, clock);
    }

    @CommandHandler
    NodeAnswer handle(ResolveConflict command, Tree tree, Clock clock) {
        return executeHere(command, tree, clock);
    }

    @CommandHandler
    NodeAnswer handle(SetRetention command, Tree tree, Clock clock) {
        return executeHere(command, tree, clock);
    }

    @CommandHandler
    NodeAnswer handle(PlaceHold command, Tree tree, Clock clock) {
        return executeHere(command, tree, clock);
    }

    @CommandHandler
    NodeAnswer handle(LiftHold command, Tree tree, Clock clock) {
        return executeHere(command, tree, clock);
    }

    @CommandHandler
    NodeAnswer handle(MoveNode command, Tree tree, Clock clock) {
        return executeBetween(command, command.parentId(), tree, clock);
    }

    @CommandHandler
    NodeAnswer handle(UntrashNode command, Tree tree, Clock clock) {
        NodeId parent = command.parentId() == null ? known().map(Node::parentId).orElse(null) : command.parentId();
        lockSpace(tree);
        return executeBetween(command, parent, tree, clock);
    }

    @CommandHandler
    NodeAnswer handle(PruneVersions command, Tree tree, Clock clock) {
        return execute(command, tree, removing(command, tree, clock));
    }

    @CommandHandler
    void handle(PurgeNode command, Tree tree, Clock clock) {
        lockSpace(tree);
        decide(command, tree, removing(command, tree, clock));
    }

    /** What goes for good with a folder is not brought back out of it in the same moment. */
    private void lockSpace(Tree tree) {
        known().ifPresent(node -> tree.lock(node.spaceId()));
    }

    private static Surroundings removing(NodeCommand command, Tree tree, Clock clock) {
        Place here = place(command, command.nodeId(), tree);
        return new Surroundings(here, null, here != null && tree.isHeld(here), clock.instant());
    }

    private NodeAnswer executeHere(NodeCommand command, Tree tree, Clock clock) {
        return execute(
                command, tree, new Surroundings(place(command, command.nodeId(), tree), null, false, clock.instant()));
    }

    /** Two folders that go into each other at once would make a ring: the lock comes before the look. */
    private NodeAnswer executeBetween(NodeCommand command, @Nullable NodeId target, Tree tree, Clock clock) {
        known().filter(node -> node.kind() == NodeKind.FOLDER).ifPresent(node -> tree.lock(node.spaceId()));
        return execute(
                command,
                tree,
                new Surroundings(
                        place(command, command.nodeId(), tree),
                        target == null ? null : place(command, target, tree),
                        false,
                        clock.instant()));
    }

    private static @Nullable Place place(NodeCommand command, NodeId node, Tree tree) {
        return tree.find(node, command.by()).orElse(null);
    }

    private NodeAnswer execute(NodeCommand command, Tree tree, Surroundings around) {
        boolean changed = decide(command, tree, around);
        return answer(changed)
                .orElseThrow(() -> new IllegalStateException("accepted, but no node: " + command.nodeId()));
    }

    /** Whether there was anything to do. */
    private boolean decide(NodeCommand command, Tree tree, Surroundings around) {
        return switch (NodeDecider.decide(command, state, around)) {
            case Accepted(List<NodeEvent> events) -> {
                events.forEach(event -> append(event, tree));
                yield !events.isEmpty();
            }
            case Refused(Refusal refusal) -> throw new CommandRefused(refusal, explanation(refusal));
        };
    }

    private void append(NodeEvent event, Tree tree) {
        tree.record(event, known().map(Node::version).orElse(0L) + 1, bytesAdded(event));
        AggregateLifecycle.apply(event);
    }

    private long bytesAdded(NodeEvent event) {
        return switch (event) {
            case FileCreated e -> e.content().size();
            case VersionAdded e -> e.content().size();
            case VersionRestored e -> e.content().size();
            case VersionsPruned e ->
                -known().map(Node::versions).stream()
                        .flatMap(versions ->
                                e.versions().stream().map(versions::find).flatMap(Optional::stream))
                        .mapToLong(FileContent::size)
                        .sum();
            case FolderCreated _, NodeRenamed _, NodeMoved _, NodeTrashed _, NodeUntrashed _, NodePurged _ -> 0;
            case NodeCopied _, NodeTagged _, NodeUntagged _, DescriptionChanged _, ModifiedTimeSet _, NodeLocked _ -> 0;
            case NodeUnlocked _, ConflictRecorded _, ConflictResolved _, RetentionSet _, HoldPlaced _, HoldLifted _ ->
                0;
        };
    }

    /** Only who may edit the node comes so far as to be refused for its version or its lock. */
    private Map<String, Object> explanation(Refusal refusal) {
        return switch (refusal.kind()) {
            case PRECONDITION_FAILED ->
                answer(false).map(head -> Map.<String, Object>of("head", head)).orElse(Map.of());
            case LOCKED ->
                known().flatMap(node -> Optional.ofNullable(node.attributes().lock()))
                        .map(lock -> Map.<String, Object>of("lock", lock))
                        .orElse(Map.of());
            case NOT_FOUND, FORBIDDEN, CONFLICT, GONE, UNPROCESSABLE, OUT_OF_SPACE -> Map.of();
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
    void on(NodeEvent event, @Timestamp Instant at) {
        nodeId = event.nodeId();
        state = state.evolve(event, at);
    }
}
