package dev.strata.command.grant.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.grant.domain.GrantCommand.ChangeRole;
import dev.strata.command.grant.domain.GrantCommand.EndAccess;
import dev.strata.command.grant.domain.GrantCommand.FollowSource;
import dev.strata.command.grant.domain.GrantCommand.GrantAccess;
import dev.strata.command.grant.domain.GrantCommand.RevokeAccess;
import dev.strata.command.grant.domain.GrantState.Active;
import dev.strata.command.node.domain.Place;
import dev.strata.kernel.grant.GrantEvent;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeKind;
import dev.strata.kernel.refusal.Decision.Accepted;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever is asked of what was shared on, by whoever shared it on. */
class GrantDeciderProperties {
    private static final GrantId GRANT = GrantId.random();
    private static final NodeId NODE = NodeId.random();
    private static final SpaceId SPACE = SpaceId.random();
    private static final AccountId BEN = AccountId.random();
    private static final AccountId CARL = AccountId.random();
    private static final GrantId SOURCE = GrantId.random();

    /** @param end in years from 2030; 0 for none */
    @SuppressWarnings("MissingSummary")
    record Gift(Role role, int end, boolean mayShare) {
        @Nullable
        Instant expiresAt() {
            return end == 0 ? null : Instant.parse("%d-01-01T00:00:00Z".formatted(2030 + end));
        }

        Circumstances lent() {
            Place here = new Place(NODE, SPACE, NodeKind.FOLDER, List.of(), false, false, role, role);
            return new Circumstances(
                    here, new Authority.Lent(SOURCE, role, expiresAt()), Grantee.OTHER_ACCOUNT, false, 0, 10);
        }
    }

    @Provide
    Arbitrary<Gift> gifts() {
        return Combinators.combine(
                        Arbitraries.of(Role.values()),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(true, false))
                .as(Gift::new);
    }

    @Provide
    Arbitrary<List<GrantCommand>> commands() {
        Arbitrary<GrantCommand> command = Combinators.combine(
                        Arbitraries.integers().between(0, 9), gifts())
                .as(GrantDeciderProperties::command);
        return command.list().ofMaxSize(20);
    }

    private static GrantCommand command(int kind, Gift gift) {
        return switch (kind) {
            case 0, 1, 2, 3 -> new GrantAccess(GRANT, BEN, NODE, CARL, gift.role(), gift.expiresAt(), gift.mayShare());
            case 4, 5, 6 -> new ChangeRole(GRANT, BEN, gift.role(), gift.expiresAt(), gift.mayShare());
            case 7 -> new FollowSource(GRANT, BEN, gift.role(), gift.expiresAt());
            case 8 -> new RevokeAccess(GRANT, BEN);
            default -> new EndAccess(GRANT, BEN, "expired");
        };
    }

    /** It never gives more than its source, nor for longer, and knows where it came from. */
    @Property
    void whatIsSharedOnNeverExceedsItsSource(
            @ForAll("gifts") Gift source, @ForAll("commands") List<GrantCommand> commands) {
        GrantState state = GrantState.initial();
        for (GrantCommand command : commands) {
            if (GrantDecider.decide(command, state, source.lent()) instanceof Accepted<GrantEvent>(var events)) {
                state = events.stream().reduce(state, GrantState::evolve, (_, last) -> last);
            }
            if (state instanceof Active active) {
                Instant end = source.expiresAt();
                assertThat(source.role().includes(Role.of(active.role()))).isTrue();
                assertThat(active.source()).isEqualTo(SOURCE);
                assertThat(end == null
                                || (active.expiresAt() != null
                                        && !active.expiresAt().isAfter(end)))
                        .isTrue();
                assertThat(active.mayShare() && source.role() != Role.OWNER).isFalse();
            }
        }
    }
}
