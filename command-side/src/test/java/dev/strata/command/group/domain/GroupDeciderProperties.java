package dev.strata.command.group.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.group.domain.GroupCommand.CreateGroup;
import dev.strata.command.group.domain.GroupCommand.DeleteGroup;
import dev.strata.command.group.domain.GroupCommand.EndMembership;
import dev.strata.command.group.domain.GroupCommand.PutMember;
import dev.strata.command.group.domain.GroupCommand.RemoveMember;
import dev.strata.command.group.domain.GroupCommand.RenameGroup;
import dev.strata.command.group.domain.GroupState.Active;
import dev.strata.kernel.group.GroupEvent;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GroupId;
import dev.strata.kernel.refusal.Decision.Accepted;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever people do to a group, in whatever order. */
class GroupDeciderProperties {
    private static final GroupId GROUP = GroupId.random();
    private static final List<AccountId> PEOPLE =
            Stream.generate(AccountId::random).limit(4).toList();
    private static final GroupLimits LIMITS = new GroupLimits(3, 2);

    @Provide
    Arbitrary<List<GroupCommand>> commands() {
        Arbitrary<AccountId> people = Arbitraries.of(PEOPLE);
        Arbitrary<GroupCommand> command = Combinators.combine(
                        Arbitraries.integers().between(0, 9), people, people, Arbitraries.of(true, false))
                .as(GroupDeciderProperties::command);
        return command.list().ofMaxSize(40);
    }

    private static GroupCommand command(int kind, AccountId by, AccountId other, boolean owner) {
        return switch (kind) {
            case 0, 1 -> new CreateGroup(GROUP, by, new GroupName("a group"));
            case 2 -> new RenameGroup(GROUP, by, new GroupName(owner ? "a" : "b"));
            case 3, 4, 5 -> new PutMember(GROUP, by, other, owner);
            case 6, 7 -> new RemoveMember(GROUP, by, other);
            case 8 -> new EndMembership(GROUP, by);
            default -> owner ? new DeleteGroup(GROUP, by) : new PutMember(GROUP, by, by, false);
        };
    }

    /** A group that is there has an owner and is not too big; what was deleted stays so; repeating changes nothing. */
    @Property
    void aGroupAlwaysHasAnOwner(@ForAll("commands") List<GroupCommand> commands) {
        GroupState state = GroupState.initial();
        for (GroupCommand command : commands) {
            boolean ended = state instanceof GroupState.Deleted;
            if (GroupDecider.decide(command, state, new Newcomer(true, 0), LIMITS)
                    instanceof Accepted<GroupEvent>(var events)) {
                assertThat(ended).isFalse();
                state = events.stream().reduce(state, GroupState::evolve, (_, last) -> last);
            }
            if (state instanceof Active group) {
                assertThat(group.members()).containsValue(true).hasSizeLessThanOrEqualTo(LIMITS.members());
            }
        }
    }
}
