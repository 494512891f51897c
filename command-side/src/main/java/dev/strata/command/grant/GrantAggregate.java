package dev.strata.command.grant;

import dev.strata.command.CommandRefused;
import dev.strata.command.grant.domain.GrantCommand;
import dev.strata.command.grant.domain.GrantCommand.ChangeRole;
import dev.strata.command.grant.domain.GrantCommand.GrantAccess;
import dev.strata.command.grant.domain.GrantCommand.RevokeAccess;
import dev.strata.command.grant.domain.GrantDecider;
import dev.strata.command.grant.domain.GrantState;
import dev.strata.command.grant.domain.GrantState.Active;
import dev.strata.command.grant.domain.Grantee;
import dev.strata.command.node.domain.Place;
import dev.strata.command.tree.Tree;
import dev.strata.kernel.grant.GrantEvent;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.refusal.Decision.Accepted;
import dev.strata.kernel.refusal.Decision.Refused;
import dev.strata.kernel.refusal.Refusal;
import java.util.List;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** Hands commands to {@link GrantDecider}, records what it decides; holds no rule of its own. */
@Aggregate(
        type = "Grant",
        cache = "aggregateCache",
        lockFactory = "aggregateLocks",
        commandTargetResolver = "commandTargets")
class GrantAggregate {
    @AggregateIdentifier
    private @Nullable GrantId grantId;

    private GrantState state = GrantState.initial();

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    GrantAnswer handle(GrantAccess command, Tree tree, Grants grants) {
        Place here = tree.find(command.nodeId(), command.by()).orElse(null);
        decide(command, here, grants.grantee(command.nodeId(), command.grantee()), grants);
        return answer();
    }

    @CommandHandler
    GrantAnswer handle(ChangeRole command, Tree tree, Grants grants) {
        decide(command, here(command, tree), Grantee.OTHER_ACCOUNT, grants);
        return answer();
    }

    @CommandHandler
    void handle(RevokeAccess command, Tree tree, Grants grants) {
        decide(command, here(command, tree), Grantee.OTHER_ACCOUNT, grants);
    }

    private @Nullable Place here(GrantCommand command, Tree tree) {
        return state instanceof Active active
                ? tree.find(active.nodeId(), command.by()).orElse(null)
                : null;
    }

    private void decide(GrantCommand command, @Nullable Place here, Grantee grantee, Grants grants) {
        switch (GrantDecider.decide(command, state, here, grantee)) {
            case Accepted(List<GrantEvent> events) ->
                events.forEach(event -> {
                    grants.record(event);
                    AggregateLifecycle.apply(event);
                });
            case Refused(Refusal refusal) -> throw new CommandRefused(refusal);
        }
    }

    private GrantAnswer answer() {
        if (!(state instanceof Active active)) {
            throw new IllegalStateException("accepted, but no grant: " + state);
        }
        return new GrantAnswer(
                Objects.requireNonNull(grantId),
                active.nodeId(),
                active.grantee(),
                active.role(),
                active.expiresAt(),
                AggregateLifecycle.getVersion() + 1);
    }

    @EventSourcingHandler
    void on(GrantEvent event) {
        grantId = event.grantId();
        state = state.evolve(event);
    }
}
