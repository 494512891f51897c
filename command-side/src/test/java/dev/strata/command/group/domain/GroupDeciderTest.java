package dev.strata.command.group.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.group.domain.GroupCommand.CreateGroup;
import dev.strata.command.group.domain.GroupCommand.DeleteGroup;
import dev.strata.command.group.domain.GroupCommand.EndMembership;
import dev.strata.command.group.domain.GroupCommand.PutMember;
import dev.strata.command.group.domain.GroupCommand.RemoveMember;
import dev.strata.command.group.domain.GroupCommand.RenameGroup;
import dev.strata.kernel.group.GroupEvent;
import dev.strata.kernel.group.GroupEvent.GroupCreated;
import dev.strata.kernel.group.GroupEvent.GroupDeleted;
import dev.strata.kernel.group.GroupEvent.GroupRenamed;
import dev.strata.kernel.group.GroupEvent.MemberAdded;
import dev.strata.kernel.group.GroupEvent.MemberChanged;
import dev.strata.kernel.group.GroupEvent.MemberRemoved;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GroupId;
import dev.strata.kernel.refusal.Decision;
import dev.strata.kernel.refusal.Decision.Accepted;
import dev.strata.kernel.refusal.Decision.Refused;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupDeciderTest {
    private static final GroupId GROUP = GroupId.random();
    private static final AccountId ANNA = AccountId.random();
    private static final AccountId BEN = AccountId.random();
    private static final AccountId CARL = AccountId.random();
    private static final GroupLimits LIMITS = new GroupLimits(3, 2);
    private static final Newcomer SOMEBODY = new Newcomer(true, 1);

    private static final GroupEvent CREATED = new GroupCreated(GROUP, "gardeners");
    private static final GroupEvent ANNA_OWNS = new MemberAdded(GROUP, ANNA, true);
    private static final GroupEvent BEN_JOINED = new MemberAdded(GROUP, BEN, false);
    private static final GroupEvent CARL_JOINED = new MemberAdded(GROUP, CARL, false);
    private static final CreateGroup CREATE = new CreateGroup(GROUP, ANNA, new GroupName("gardeners"));

    private static Decision<GroupEvent> decide(GroupCommand command, GroupEvent... past) {
        return decide(command, SOMEBODY, past);
    }

    private static Decision<GroupEvent> decide(GroupCommand command, Newcomer newcomer, GroupEvent... past) {
        GroupState state = Arrays.stream(past).reduce(GroupState.initial(), GroupState::evolve, (_, last) -> last);
        return GroupDecider.decide(command, state, newcomer, LIMITS);
    }

    private static Decision<GroupEvent> accepted(GroupEvent... events) {
        return new Accepted<>(List.of(events));
    }

    private static Decision<GroupEvent> refused(GroupRefusal refusal) {
        return new Refused<>(refusal);
    }

    @Test
    void whoeverMakesAGroupOwnsIt() {
        assertThat(decide(CREATE)).isEqualTo(accepted(CREATED, ANNA_OWNS));
        assertThat(decide(CREATE, CREATED)).isEqualTo(refused(GroupRefusal.GROUP_EXISTS));
    }

    @Test
    void anAccountIsInNoMoreGroupsThanItMay() {
        assertThat(decide(CREATE, new Newcomer(true, 2))).isEqualTo(refused(GroupRefusal.TOO_MANY_GROUPS));
        assertThat(decide(new PutMember(GROUP, ANNA, BEN, false), new Newcomer(true, 2), CREATED, ANNA_OWNS))
                .isEqualTo(refused(GroupRefusal.TOO_MANY_GROUPS));
    }

    @Test
    void aGroupHasNoMoreMembersThanItMay() {
        PutMember another = new PutMember(GROUP, ANNA, AccountId.random(), false);
        assertThat(decide(another, CREATED, ANNA_OWNS, BEN_JOINED))
                .isEqualTo(accepted(new MemberAdded(GROUP, another.member(), false)));
        assertThat(decide(another, CREATED, ANNA_OWNS, BEN_JOINED, CARL_JOINED))
                .isEqualTo(refused(GroupRefusal.GROUP_FULL));
    }

    @Test
    void onlyAnAccountThatExistsBecomesAMember() {
        assertThat(decide(new PutMember(GROUP, ANNA, BEN, false), new Newcomer(false, 0), CREATED, ANNA_OWNS))
                .isEqualTo(refused(GroupRefusal.ACCOUNT_NOT_FOUND));
    }

    @Test
    void ownersManageMembersDoNotAndStrangersKnowNothing() {
        List<GroupCommand> benAsks = List.of(
                new RenameGroup(GROUP, BEN, new GroupName("florists")),
                new PutMember(GROUP, BEN, CARL, false),
                new RemoveMember(GROUP, BEN, ANNA),
                new DeleteGroup(GROUP, BEN));
        assertThat(benAsks)
                .allSatisfy(command -> assertThat(decide(command, CREATED, ANNA_OWNS, BEN_JOINED))
                        .isEqualTo(refused(GroupRefusal.FORBIDDEN)))
                .allSatisfy(command -> assertThat(decide(command, CREATED, ANNA_OWNS))
                        .isEqualTo(refused(GroupRefusal.GROUP_NOT_FOUND)))
                .allSatisfy(command -> assertThat(decide(command)).isEqualTo(refused(GroupRefusal.GROUP_NOT_FOUND)));
    }

    @Test
    void aNewNameIsRecordedAndTheSameIsNot() {
        assertThat(decide(new RenameGroup(GROUP, ANNA, new GroupName("florists")), CREATED, ANNA_OWNS))
                .isEqualTo(accepted(new GroupRenamed(GROUP, "gardeners", "florists")));
        assertThat(decide(new RenameGroup(GROUP, ANNA, new GroupName("gardeners")), CREATED, ANNA_OWNS))
                .isEqualTo(accepted());
    }

    @Test
    void membersBecomeOwnersAndTheLastOwnerStaysOne() {
        GroupEvent benOwns = new MemberChanged(GROUP, BEN, true);
        assertThat(decide(new PutMember(GROUP, ANNA, BEN, true), CREATED, ANNA_OWNS, BEN_JOINED))
                .isEqualTo(accepted(benOwns));
        assertThat(decide(new PutMember(GROUP, ANNA, BEN, false), CREATED, ANNA_OWNS, BEN_JOINED))
                .isEqualTo(accepted());
        assertThat(decide(new PutMember(GROUP, ANNA, ANNA, false), CREATED, ANNA_OWNS, BEN_JOINED))
                .isEqualTo(refused(GroupRefusal.LAST_OWNER));
        assertThat(decide(new PutMember(GROUP, ANNA, ANNA, false), CREATED, ANNA_OWNS, BEN_JOINED, benOwns))
                .isEqualTo(accepted(new MemberChanged(GROUP, ANNA, false)));
    }

    @Test
    void everybodyMayLeaveButTheLastOwner() {
        assertThat(decide(new RemoveMember(GROUP, BEN, BEN), CREATED, ANNA_OWNS, BEN_JOINED))
                .isEqualTo(accepted(new MemberRemoved(GROUP, BEN)));
        assertThat(decide(new RemoveMember(GROUP, ANNA, ANNA), CREATED, ANNA_OWNS, BEN_JOINED))
                .isEqualTo(refused(GroupRefusal.LAST_OWNER));
        assertThat(decide(new RemoveMember(GROUP, ANNA, CARL), CREATED, ANNA_OWNS, BEN_JOINED))
                .isEqualTo(refused(GroupRefusal.MEMBER_NOT_FOUND));
    }

    @Test
    void theOldestMemberFollowsAnOwnerWhoseAccountEnds() {
        assertThat(decide(new EndMembership(GROUP, ANNA), CREATED, ANNA_OWNS, BEN_JOINED, CARL_JOINED))
                .isEqualTo(accepted(new MemberRemoved(GROUP, ANNA), new MemberChanged(GROUP, BEN, true)));
        assertThat(decide(new EndMembership(GROUP, BEN), CREATED, ANNA_OWNS, BEN_JOINED))
                .isEqualTo(accepted(new MemberRemoved(GROUP, BEN)));
        assertThat(decide(new EndMembership(GROUP, ANNA), CREATED, ANNA_OWNS))
                .isEqualTo(accepted(new GroupDeleted(GROUP)));
    }

    @Test
    void deletedIsTerminal() {
        GroupEvent deleted = new GroupDeleted(GROUP);
        assertThat(decide(new DeleteGroup(GROUP, ANNA), CREATED, ANNA_OWNS)).isEqualTo(accepted(deleted));
        assertThat(decide(new DeleteGroup(GROUP, ANNA), CREATED, ANNA_OWNS, deleted))
                .isEqualTo(refused(GroupRefusal.GROUP_NOT_FOUND));
        assertThat(decide(CREATE, CREATED, ANNA_OWNS, deleted)).isEqualTo(refused(GroupRefusal.GROUP_EXISTS));
    }
}
