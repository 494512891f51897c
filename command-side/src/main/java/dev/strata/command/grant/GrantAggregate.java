package dev.strata.command.grant;

import dev.strata.command.CommandRefused;
import dev.strata.command.grant.domain.Authority;
import dev.strata.command.grant.domain.Circumstances;
import dev.strata.command.grant.domain.GrantCommand;
import dev.strata.command.grant.domain.GrantCommand.ChangeRole;
import dev.strata.command.grant.domain.GrantCommand.EndAccess;
import dev.strata.command.grant.domain.GrantCommand.FollowSource;
import dev.strata.command.grant.domain.GrantCommand.GrantAccess;
import dev.strata.command.grant.domain.GrantCommand.HideShare;
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
        Authority authority = grants.authority(here, command.by());
        decide(
                command,
                new Circumstances(
                        here,
                        authority,
                        grants.grantee(command.nodeId(), command.grantee()),
                        false,
                        grants.sharedOn(authority),
                        grants.sharedOnMax()),
                grants);
        return answer();
    }

    @CommandHandler
    GrantAnswer handle(ChangeRole command, Tree tree, Grants grants) {
        decide(command, asked(command, tree, grants), grants);
        return answer();
    }

    @CommandHandler
    void handle(RevokeAccess command, Tree tree, Grants grants) {
        decide(command, asked(command, tree, grants), grants);
    }

    @CommandHandler
    void handle(HideShare command, Tree tree, Grants grants) {
        decide(command, asked(command, tree, grants), grants);
    }

    @CommandHandler
    void handle(FollowSource command, Tree tree, Grants grants) {
        decide(command, asked(command, tree, grants), grants);
    }

    @CommandHandler
    void handle(EndAccess command, Tree tree, Grants grants) {
        decide(command, asked(command, tree, grants), grants);
    }

    private Circumstances asked(GrantCommand command, Tree tree, Grants grants) {
        Active active = state instanceof Active now ? now : null;
        Place here =
                active == null ? null : tree.find(active.nodeId(), command.by()).orElse(null);
        return new Circumstances(
                here,
                grants.authority(here, command.by()),
                Grantee.OTHER_ACCOUNT,
                active != null && grants.isMember(active.grantee(), command.by()),
                0,
                grants.sharedOnMax());
    }

    private void decide(GrantCommand command, Circumstances now, Grants grants) {
        switch (GrantDecider.decide(command, state, now)) {
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
                active.mayShare(),
                active.source(),
                AggregateLifecycle.getVersion() + 1);
    }

    @EventSourcingHandler
    void on(GrantEvent event) {
        grantId = event.grantId();
        state = state.evolve(event);
    }
}
