package dev.strata.command.group;

import dev.strata.command.CommandRefused;
import dev.strata.command.group.domain.GroupCommand;
import dev.strata.command.group.domain.GroupCommand.CreateGroup;
import dev.strata.command.group.domain.GroupCommand.DeleteGroup;
import dev.strata.command.group.domain.GroupCommand.EndMembership;
import dev.strata.command.group.domain.GroupCommand.PutMember;
import dev.strata.command.group.domain.GroupCommand.RemoveMember;
import dev.strata.command.group.domain.GroupCommand.RenameGroup;
import dev.strata.command.group.domain.GroupDecider;
import dev.strata.command.group.domain.GroupState;
import dev.strata.command.group.domain.GroupState.Active;
import dev.strata.command.group.domain.Newcomer;
import dev.strata.kernel.group.GroupEvent;
import dev.strata.kernel.id.GroupId;
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

/**
 * Hands commands to {@link GroupDecider}, records what it decides; holds no rule of its own. A group that is not there is
 * one that decisions know, so that it is refused like one that the asker is not in.
 */
@Aggregate(
        type = "Group",
        cache = "aggregateCache",
        lockFactory = "aggregateLocks",
        commandTargetResolver = "commandTargets")
class GroupAggregate {
    private static final Newcomer NOBODY = new Newcomer(false, 0);

    @AggregateIdentifier
    private @Nullable GroupId groupId;

    private GroupState state = GroupState.initial();

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    GroupAnswer handle(CreateGroup command, Groups groups) {
        decide(command, groups.newcomer(command.by()), groups);
        return answer();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    GroupAnswer handle(RenameGroup command, Groups groups) {
        decide(command, NOBODY, groups);
        return answer();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    GroupAnswer handle(PutMember command, Groups groups) {
        decide(command, groups.newcomer(command.member()), groups);
        return answer();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RemoveMember command, Groups groups) {
        decide(command, NOBODY, groups);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(DeleteGroup command, Groups groups) {
        decide(command, NOBODY, groups);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(EndMembership command, Groups groups) {
        decide(command, NOBODY, groups);
    }

    private void decide(GroupCommand command, Newcomer newcomer, Groups groups) {
        switch (GroupDecider.decide(command, state, newcomer, groups.limits())) {
            case Accepted(List<GroupEvent> events) ->
                events.forEach(event -> {
                    groups.record(event);
                    AggregateLifecycle.apply(event);
                });
            case Refused(Refusal refusal) -> throw new CommandRefused(refusal);
        }
    }

    private GroupAnswer answer() {
        if (!(state instanceof Active group)) {
            throw new IllegalStateException("accepted, but no group: " + groupId);
        }
        return new GroupAnswer(
                Objects.requireNonNull(groupId),
                group.name(),
                group.members().size(),
                AggregateLifecycle.getVersion() + 1);
    }

    @EventSourcingHandler
    void on(GroupEvent event) {
        groupId = event.groupId();
        state = state.evolve(event);
    }
}
