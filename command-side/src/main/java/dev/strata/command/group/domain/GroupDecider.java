package dev.strata.command.group.domain;

import static dev.strata.kernel.refusal.Decision.accept;
import static dev.strata.kernel.refusal.Decision.refuse;
import static dev.strata.kernel.refusal.Decision.unchanged;

import dev.strata.command.group.domain.GroupCommand.CreateGroup;
import dev.strata.command.group.domain.GroupCommand.DeleteGroup;
import dev.strata.command.group.domain.GroupCommand.EndMembership;
import dev.strata.command.group.domain.GroupCommand.PutMember;
import dev.strata.command.group.domain.GroupCommand.RemoveMember;
import dev.strata.command.group.domain.GroupCommand.RenameGroup;
import dev.strata.command.group.domain.GroupState.Absent;
import dev.strata.command.group.domain.GroupState.Active;
import dev.strata.command.group.domain.GroupState.Deleted;
import dev.strata.kernel.group.GroupEvent;
import dev.strata.kernel.group.GroupEvent.GroupCreated;
import dev.strata.kernel.group.GroupEvent.GroupDeleted;
import dev.strata.kernel.group.GroupEvent.GroupRenamed;
import dev.strata.kernel.group.GroupEvent.MemberAdded;
import dev.strata.kernel.group.GroupEvent.MemberChanged;
import dev.strata.kernel.group.GroupEvent.MemberRemoved;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.refusal.Decision;
import dev.strata.kernel.refusal.Decision.Accepted;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The rules of a group's life. Total and pure. To whom is no member there is no group. */
public final class GroupDecider {
    private GroupDecider() {}

    /**
     * Decides one command.
     *
     * @param newcomer only looked at when somebody is to become a member
     */
    public static Decision<GroupEvent> decide(
            GroupCommand command, GroupState state, Newcomer newcomer, GroupLimits limits) {
        return switch (command) {
            case CreateGroup c -> create(c, state, newcomer, limits);
            case RenameGroup c -> asOwner(c, state, group -> rename(c, group));
            case PutMember c -> asOwner(c, state, group -> put(c, group, newcomer, limits));
            case RemoveMember c -> asMember(c, state, group -> remove(c, group));
            case DeleteGroup c -> asOwner(c, state, _ -> accept(new GroupDeleted(c.groupId())));
            case EndMembership c -> asMember(c, state, group -> end(c, group));
        };
    }

    private static Decision<GroupEvent> create(CreateGroup c, GroupState state, Newcomer newcomer, GroupLimits limits) {
        if (!(state instanceof Absent)) {
            return refuse(GroupRefusal.GROUP_EXISTS);
        }
        if (!newcomer.exists()) {
            return refuse(GroupRefusal.ACCOUNT_NOT_FOUND);
        }
        if (newcomer.groups() >= limits.groups()) {
            return refuse(GroupRefusal.TOO_MANY_GROUPS);
        }
        return new Accepted<>(
                List.of(new GroupCreated(c.groupId(), c.name().value()), new MemberAdded(c.groupId(), c.by(), true)));
    }

    private static Decision<GroupEvent> rename(RenameGroup c, Active group) {
        return group.name().equals(c.name().value())
                ? unchanged()
                : accept(new GroupRenamed(c.groupId(), group.name(), c.name().value()));
    }

    private static Decision<GroupEvent> put(PutMember c, Active group, Newcomer newcomer, GroupLimits limits) {
        if (group.isMember(c.member())) {
            return change(c, group);
        }
        if (!newcomer.exists()) {
            return refuse(GroupRefusal.ACCOUNT_NOT_FOUND);
        }
        if (group.members().size() >= limits.members()) {
            return refuse(GroupRefusal.GROUP_FULL);
        }
        if (newcomer.groups() >= limits.groups()) {
            return refuse(GroupRefusal.TOO_MANY_GROUPS);
        }
        return accept(new MemberAdded(c.groupId(), c.member(), c.owner()));
    }

    private static Decision<GroupEvent> change(PutMember c, Active group) {
        if (group.isOwner(c.member()) == c.owner()) {
            return unchanged();
        }
        if (group.isLastOwner(c.member())) {
            return refuse(GroupRefusal.LAST_OWNER);
        }
        return accept(new MemberChanged(c.groupId(), c.member(), c.owner()));
    }

    /** Everybody may leave. */
    private static Decision<GroupEvent> remove(RemoveMember c, Active group) {
        if (!group.isOwner(c.by()) && !c.by().equals(c.member())) {
            return refuse(GroupRefusal.FORBIDDEN);
        }
        if (!group.isMember(c.member())) {
            return refuse(GroupRefusal.MEMBER_NOT_FOUND);
        }
        if (group.isLastOwner(c.member())) {
            return refuse(GroupRefusal.LAST_OWNER);
        }
        return accept(new MemberRemoved(c.groupId(), c.member()));
    }

    private static Decision<GroupEvent> end(EndMembership c, Active group) {
        if (group.members().size() == 1) {
            return accept(new GroupDeleted(c.groupId()));
        }
        List<GroupEvent> events = new ArrayList<>();
        events.add(new MemberRemoved(c.groupId(), c.by()));
        if (group.isLastOwner(c.by())) {
            AccountId heir = group.members().keySet().stream()
                    .filter(member -> !member.equals(c.by()))
                    .findFirst()
                    .orElseThrow();
            events.add(new MemberChanged(c.groupId(), heir, true));
        }
        return new Accepted<>(events);
    }

    private static Decision<GroupEvent> asOwner(
            GroupCommand command, GroupState state, Function<Active, Decision<GroupEvent>> rule) {
        return asMember(
                command,
                state,
                group -> group.isOwner(command.by()) ? rule.apply(group) : refuse(GroupRefusal.FORBIDDEN));
    }

    private static Decision<GroupEvent> asMember(
            GroupCommand command, GroupState state, Function<Active, Decision<GroupEvent>> rule) {
        return switch (state) {
            case Active group when group.isMember(command.by()) -> rule.apply(group);
            case Active _, Absent _, Deleted _ -> refuse(GroupRefusal.GROUP_NOT_FOUND);
        };
    }
}
