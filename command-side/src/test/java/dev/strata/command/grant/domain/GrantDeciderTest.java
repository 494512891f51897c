package dev.strata.command.grant.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.grant.domain.GrantCommand.ChangeRole;
import dev.strata.command.grant.domain.GrantCommand.GrantAccess;
import dev.strata.command.grant.domain.GrantCommand.RevokeAccess;
import dev.strata.command.node.domain.Place;
import dev.strata.kernel.grant.GrantEvent;
import dev.strata.kernel.grant.GrantEvent.AccessGranted;
import dev.strata.kernel.grant.GrantEvent.AccessRevoked;
import dev.strata.kernel.grant.GrantEvent.RoleChanged;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeKind;
import dev.strata.kernel.refusal.Decision;
import dev.strata.kernel.refusal.Decision.Accepted;
import dev.strata.kernel.refusal.Decision.Refused;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GrantDeciderTest {
    private static final GrantId GRANT = GrantId.random();
    private static final NodeId NODE = NodeId.random();
    private static final SpaceId SPACE = SpaceId.random();
    private static final AccountId ANNA = AccountId.random();
    private static final AccountId BEN = AccountId.random();

    private static final GrantEvent GIVEN = new AccessGranted(GRANT, NODE, SPACE, BEN, "viewer", null);
    private static final GrantEvent TAKEN = new AccessRevoked(GRANT, NODE, SPACE, BEN);
    private static final GrantAccess GIVE = new GrantAccess(GRANT, ANNA, NODE, BEN, Role.VIEWER, null);
    private static final ChangeRole RAISE = new ChangeRole(GRANT, ANNA, Role.EDITOR, null);
    private static final RevokeAccess TAKE = new RevokeAccess(GRANT, ANNA);

    private static Place here(@Nullable Role role) {
        return new Place(NODE, SPACE, NodeKind.FOLDER, List.of(), false, false, role, role);
    }

    private static Decision<GrantEvent> decide(GrantCommand command, @Nullable Place here, GrantEvent... past) {
        return decide(command, here, Grantee.OTHER_ACCOUNT, past);
    }

    private static Decision<GrantEvent> decide(
            GrantCommand command, @Nullable Place here, Grantee grantee, GrantEvent... past) {
        GrantState state = Arrays.stream(past).reduce(GrantState.initial(), GrantState::evolve, (_, last) -> last);
        return GrantDecider.decide(command, state, here, grantee);
    }

    private static Decision<GrantEvent> accepted(GrantEvent... events) {
        return new Accepted<>(List.of(events));
    }

    private static Decision<GrantEvent> refused(GrantRefusal refusal) {
        return new Refused<>(refusal);
    }

    @Test
    void anOwnerGivesAccess() {
        assertThat(decide(GIVE, here(Role.OWNER))).isEqualTo(accepted(GIVEN));
    }

    @Test
    void anEditorDoesNot() {
        assertThat(decide(GIVE, here(Role.EDITOR))).isEqualTo(refused(GrantRefusal.FORBIDDEN));
    }

    @Test
    void aStrangerIsToldThatThereIsNothing() {
        assertThat(decide(GIVE, here(null))).isEqualTo(refused(GrantRefusal.NODE_NOT_FOUND));
        assertThat(decide(GIVE, null)).isEqualTo(refused(GrantRefusal.NODE_NOT_FOUND));
        assertThat(decide(TAKE, here(null), GIVEN)).isEqualTo(refused(GrantRefusal.NODE_NOT_FOUND));
        assertThat(decide(RAISE, here(null), GIVEN)).isEqualTo(refused(GrantRefusal.NODE_NOT_FOUND));
    }

    @Test
    void whatIsInTheTrashIsNotShared() {
        Place trashed = new Place(NODE, SPACE, NodeKind.FILE, List.of(), false, true, Role.OWNER, Role.OWNER);
        assertThat(decide(GIVE, trashed)).isEqualTo(refused(GrantRefusal.NODE_TRASHED));
    }

    @Test
    void onlyAnotherAccountThatExistsIsGivenAccess() {
        assertThat(decide(GIVE, here(Role.OWNER), Grantee.UNKNOWN)).isEqualTo(refused(GrantRefusal.ACCOUNT_NOT_FOUND));
        assertThat(decide(GIVE, here(Role.OWNER), Grantee.SPACE_OWNER)).isEqualTo(refused(GrantRefusal.ALREADY_OWNER));
    }

    @Test
    void anIdIsUsedOnce() {
        assertThat(decide(GIVE, here(Role.OWNER), GIVEN)).isEqualTo(refused(GrantRefusal.GRANT_EXISTS));
    }

    @Test
    void aRoleIsChangedAndTheSameRoleRecordsNothing() {
        GrantEvent raised = new RoleChanged(GRANT, NODE, SPACE, BEN, "viewer", "editor", null);
        assertThat(decide(RAISE, here(Role.OWNER), GIVEN)).isEqualTo(accepted(raised));
        assertThat(decide(RAISE, here(Role.OWNER), GIVEN, raised)).isEqualTo(accepted());
        assertThat(decide(RAISE, here(Role.EDITOR), GIVEN)).isEqualTo(refused(GrantRefusal.FORBIDDEN));
    }

    @Test
    void anOwnerTakesAccessAndTheGranteeGivesItBack() {
        assertThat(decide(TAKE, here(Role.OWNER), GIVEN)).isEqualTo(accepted(TAKEN));
        assertThat(decide(new RevokeAccess(GRANT, BEN), here(Role.VIEWER), GIVEN))
                .isEqualTo(accepted(TAKEN));
        assertThat(decide(TAKE, here(Role.EDITOR), GIVEN)).isEqualTo(refused(GrantRefusal.FORBIDDEN));
    }

    @Test
    void revokedIsTerminal() {
        assertThat(decide(TAKE, here(Role.OWNER), GIVEN, TAKEN)).isEqualTo(refused(GrantRefusal.GRANT_NOT_FOUND));
        assertThat(decide(RAISE, here(Role.OWNER), GIVEN, TAKEN)).isEqualTo(refused(GrantRefusal.GRANT_NOT_FOUND));
        assertThat(decide(TAKE, here(Role.OWNER))).isEqualTo(refused(GrantRefusal.GRANT_NOT_FOUND));
    }
}
