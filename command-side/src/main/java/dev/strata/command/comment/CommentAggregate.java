package dev.strata.command.comment;

import dev.strata.command.CommandRefused;
import dev.strata.command.comment.domain.CommentCommand;
import dev.strata.command.comment.domain.CommentCommand.AddComment;
import dev.strata.command.comment.domain.CommentCommand.EditComment;
import dev.strata.command.comment.domain.CommentCommand.RemoveComment;
import dev.strata.command.comment.domain.CommentDecider;
import dev.strata.command.comment.domain.CommentState;
import dev.strata.command.node.domain.Place;
import dev.strata.command.tree.Tree;
import dev.strata.kernel.comment.CommentEvent;
import dev.strata.kernel.id.CommentId;
import dev.strata.kernel.refusal.Decision.Accepted;
import dev.strata.kernel.refusal.Decision.Refused;
import dev.strata.kernel.refusal.Refusal;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** Hands commands to {@link CommentDecider}, records what it decides; holds no rule of its own. */
@Aggregate(
        type = "Comment",
        cache = "aggregateCache",
        lockFactory = "aggregateLocks",
        commandTargetResolver = "commandTargets")
class CommentAggregate {
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private @Nullable CommentId commentId;

    private CommentState state = CommentState.initial();

    /** Answers the version, like the others. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    long handle(AddComment command, Tree tree) {
        return decide(command, tree);
    }

    @CommandHandler
    long handle(EditComment command, Tree tree) {
        return decide(command, tree);
    }

    @CommandHandler
    long handle(RemoveComment command, Tree tree) {
        return decide(command, tree);
    }

    private long decide(CommentCommand command, Tree tree) {
        Place here = tree.find(command.nodeId(), command.by()).orElse(null);
        switch (CommentDecider.decide(command, state, here)) {
            case Accepted(List<CommentEvent> events) -> events.forEach(AggregateLifecycle::apply);
            case Refused(Refusal refusal) -> throw new CommandRefused(refusal);
        }
        return AggregateLifecycle.getVersion() + 1;
    }

    @EventSourcingHandler
    void on(CommentEvent event) {
        commentId = event.commentId();
        state = state.evolve(event);
    }
}
