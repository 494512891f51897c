package dev.strata.command.link;

import dev.strata.command.CommandRefused;
import dev.strata.command.link.domain.LinkCommand;
import dev.strata.command.link.domain.LinkCommand.ChangeLink;
import dev.strata.command.link.domain.LinkCommand.CreateLink;
import dev.strata.command.link.domain.LinkCommand.NoteOpened;
import dev.strata.command.link.domain.LinkCommand.NoteUsedUp;
import dev.strata.command.link.domain.LinkCommand.RevokeLink;
import dev.strata.command.link.domain.LinkDecider;
import dev.strata.command.link.domain.LinkState;
import dev.strata.command.link.domain.LinkState.Active;
import dev.strata.command.node.domain.Place;
import dev.strata.command.tree.Tree;
import dev.strata.kernel.id.LinkId;
import dev.strata.kernel.link.LinkEvent;
import dev.strata.kernel.refusal.Decision.Accepted;
import dev.strata.kernel.refusal.Decision.Refused;
import dev.strata.kernel.refusal.Refusal;
import java.time.Clock;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** Hands commands to {@link LinkDecider}, records what it decides; holds no rule of its own. */
@Aggregate(
        type = "Link",
        cache = "aggregateCache",
        lockFactory = "aggregateLocks",
        commandTargetResolver = "commandTargets")
class LinkAggregate {
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private @Nullable LinkId linkId;

    private LinkState state = LinkState.initial();

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    void handle(CreateLink command, Tree tree, Links links, Clock clock) {
        decide(command, tree.find(command.nodeId(), command.by()).orElse(null), links, clock);
    }

    @CommandHandler
    void handle(ChangeLink command, Tree tree, Links links, Clock clock) {
        decide(command, here(command, tree), links, clock);
    }

    @CommandHandler
    void handle(RevokeLink command, Tree tree, Links links, Clock clock) {
        decide(command, here(command, tree), links, clock);
    }

    @CommandHandler
    void handle(NoteOpened command, Links links, Clock clock) {
        decide(command, null, links, clock);
    }

    @CommandHandler
    void handle(NoteUsedUp command, Links links, Clock clock) {
        decide(command, null, links, clock);
    }

    private @Nullable Place here(LinkCommand command, Tree tree) {
        return state instanceof Active active
                ? tree.find(active.nodeId(), command.by()).orElse(null)
                : null;
    }

    private void decide(LinkCommand command, @Nullable Place here, Links links, Clock clock) {
        switch (LinkDecider.decide(command, state, here, clock.instant())) {
            case Accepted(List<LinkEvent> events) ->
                events.forEach(event -> {
                    links.record(event, command);
                    AggregateLifecycle.apply(event);
                });
            case Refused(Refusal refusal) -> throw new CommandRefused(refusal);
        }
    }

    @EventSourcingHandler
    void on(LinkEvent event) {
        linkId = event.linkId();
        state = state.evolve(event);
    }
}
