package dev.strata.command.grant.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.grant.domain.GrantCommand.ChangeRole;
import dev.strata.command.grant.domain.GrantCommand.EndAccess;
import dev.strata.command.grant.domain.GrantCommand.FollowSource;
import dev.strata.command.grant.domain.GrantCommand.GrantAccess;
import dev.strata.command.grant.domain.GrantCommand.HideShare;
import dev.strata.command.grant.domain.GrantCommand.RevokeAccess;
import dev.strata.command.node.domain.Place;
import dev.strata.kernel.grant.GrantEvent;
import dev.strata.kernel.grant.GrantEvent.AccessGranted;
import dev.strata.kernel.grant.GrantEvent.AccessRevoked;
import dev.strata.kernel.grant.GrantEvent.RoleChanged;
import dev.strata.kernel.grant.GrantEvent.ShareHidden;
import dev.strata.kernel.grant.GrantEvent.ShareShown;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeKind;
import dev.strata.kernel.refusal.Decision;
import dev.strata.kernel.refusal.Decision.Accepted;
import dev.strata.kernel.refusal.Decision.Refused;
import java.time.Instant;
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

    private static final GrantId SOURCE = GrantId.random();
    private static final Instant SOON = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2031-01-01T00:00:00Z");
    private static final Circumstances NOWHERE =
            new Circumstances(null, new Authority.None(), Grantee.OTHER_ACCOUNT, false, 0, 10);

    private static final GrantEvent GIVEN = new AccessGranted(GRANT, NODE, SPACE, BEN, "viewer", null);
    private static final GrantEvent TAKEN = new AccessRevoked(GRANT, NODE, SPACE, BEN);
    private static final GrantAccess GIVE = new GrantAccess(GRANT, ANNA, NODE, BEN, Role.VIEWER, null, false);
    private static final ChangeRole RAISE = new ChangeRole(GRANT, ANNA, Role.EDITOR, null, false);
    private static final RevokeAccess TAKE = new RevokeAccess(GRANT, ANNA);

    private static Place here(@Nullable Role role) {
        return new Place(NODE, SPACE, NodeKind.FOLDER, List.of(), false, false, role, role);
    }

    private static Decision<GrantEvent> decide(GrantCommand command, @Nullable Place here, GrantEvent... past) {
        return decide(command, here, Grantee.OTHER_ACCOUNT, past);
    }

    private static Decision<GrantEvent> decide(
            GrantCommand command, @Nullable Place here, Grantee grantee, GrantEvent... past) {
        Authority authority = here != null && here.role() == Role.OWNER ? new Authority.Owner() : new Authority.None();
        return decide(command, new Circumstances(here, authority, grantee, false, 0, 10), past);
    }

    private static Decision<GrantEvent> decide(GrantCommand command, Circumstances now, GrantEvent... past) {
        GrantState state = Arrays.stream(past).reduce(GrantState.initial(), GrantState::evolve, (_, last) -> last);
        return GrantDecider.decide(command, state, now);
    }

    private static Circumstances lent(Role role, @Nullable Instant until, int sharedOn) {
        return new Circumstances(
                here(role), new Authority.Lent(SOURCE, role, until), Grantee.OTHER_ACCOUNT, false, sharedOn, 10);
    }

    private static GrantAccess give(Role role, @Nullable Instant until, boolean mayShare) {
        return new GrantAccess(GRANT, ANNA, NODE, BEN, role, until, mayShare);
    }

    private static GrantEvent given(String role, @Nullable Instant until, @Nullable Boolean mayShare) {
        return new AccessGranted(GRANT, NODE, SPACE, BEN, role, until, mayShare, SOURCE);
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
        assertThat(decide(GIVE, here(null))).isEqualTo(refused(GrantRefusal.NODE_NOT_FOUND));
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

    @Test
    void whatIsSharedOnIsNoMoreThanItsSource() {
        assertThat(decide(give(Role.EDITOR, null, false), lent(Role.EDITOR, null, 0)))
                .isEqualTo(accepted(given("editor", null, null)));
        assertThat(decide(give(Role.OWNER, null, false), lent(Role.EDITOR, null, 0)))
                .isEqualTo(refused(GrantRefusal.EXCEEDS_OWN_ACCESS));
    }

    @Test
    void whatIsSharedOnEndsNoLaterThanItsSource() {
        assertThat(decide(give(Role.VIEWER, null, false), lent(Role.EDITOR, SOON, 0)))
                .isEqualTo(accepted(given("viewer", SOON, null)));
        assertThat(decide(give(Role.VIEWER, LATER, false), lent(Role.EDITOR, SOON, 0)))
                .isEqualTo(refused(GrantRefusal.EXCEEDS_OWN_ACCESS));
        assertThat(decide(give(Role.VIEWER, SOON, false), lent(Role.EDITOR, LATER, 0)))
                .isEqualTo(accepted(given("viewer", SOON, null)));
    }

    @Test
    void onlyOwnersLetOthersShareOnAndOnlyWhoMayEdit() {
        assertThat(decide(give(Role.EDITOR, null, true), lent(Role.EDITOR, null, 0)))
                .isEqualTo(refused(GrantRefusal.MAY_NOT_SHARE_ON));
        assertThat(decide(give(Role.EDITOR, null, true), lent(Role.OWNER, SOON, 0)))
                .isEqualTo(accepted(given("editor", SOON, true)));
        assertThat(decide(give(Role.VIEWER, null, true), here(Role.OWNER)))
                .isEqualTo(refused(GrantRefusal.MAY_NOT_SHARE_ON));
    }

    @Test
    void notMoreThanTheLimitIsSharedOn() {
        assertThat(decide(give(Role.VIEWER, null, false), lent(Role.EDITOR, null, 9)))
                .isEqualTo(accepted(given("viewer", null, null)));
        assertThat(decide(give(Role.VIEWER, null, false), lent(Role.EDITOR, null, 10)))
                .isEqualTo(refused(GrantRefusal.TOO_MANY_SHARES));
    }

    @Test
    void whoeverSharesOnDecidesOnThatAndOnNothingElse() {
        assertThat(decide(TAKE, lent(Role.EDITOR, null, 0), given("viewer", null, null)))
                .isEqualTo(accepted(TAKEN));
        assertThat(decide(TAKE, lent(Role.OWNER, SOON, 0), GIVEN)).isEqualTo(refused(GrantRefusal.FORBIDDEN));
        assertThat(decide(RAISE, lent(Role.OWNER, SOON, 0), GIVEN)).isEqualTo(refused(GrantRefusal.FORBIDDEN));
    }

    @Test
    void anOwnerWhoChangesWhatWasSharedOnTakesItOver() {
        assertThat(decide(
                        new ChangeRole(GRANT, ANNA, Role.EDITOR, LATER, false),
                        here(Role.OWNER),
                        given("viewer", SOON, null)))
                .isEqualTo(accepted(new RoleChanged(GRANT, NODE, SPACE, BEN, "viewer", "editor", LATER)));
    }

    @Test
    void whatWasSharedOnFollowsItsSource() {
        GrantEvent given = given("editor", LATER, null);
        assertThat(decide(new FollowSource(GRANT, ANNA, Role.OWNER, null), NOWHERE, given))
                .isEqualTo(accepted());
        assertThat(decide(new FollowSource(GRANT, ANNA, Role.VIEWER, SOON), NOWHERE, given))
                .isEqualTo(accepted(new RoleChanged(GRANT, NODE, SPACE, BEN, "editor", "viewer", SOON, null, SOURCE)));
        assertThat(decide(new EndAccess(GRANT, ANNA, "source ended"), NOWHERE, given))
                .isEqualTo(accepted(new AccessRevoked(GRANT, NODE, SPACE, BEN, "source ended")));
    }

    @Test
    void aMemberHidesWhatTheGroupWasGivenAndShowsItAgain() {
        Circumstances member =
                new Circumstances(here(Role.VIEWER), new Authority.None(), Grantee.OTHER_ACCOUNT, true, 0, 10);
        GrantEvent hidden = new ShareHidden(GRANT, NODE, SPACE, BEN, ANNA);
        GrantEvent shown = new ShareShown(GRANT, NODE, SPACE, BEN, ANNA);
        assertThat(decide(new HideShare(GRANT, ANNA, true), member, GIVEN)).isEqualTo(accepted(hidden));
        assertThat(decide(new HideShare(GRANT, ANNA, true), member, GIVEN, hidden))
                .isEqualTo(accepted());
        assertThat(decide(new HideShare(GRANT, ANNA, false), member, GIVEN, hidden))
                .isEqualTo(accepted(shown));
        assertThat(decide(new HideShare(GRANT, ANNA, false), member, GIVEN)).isEqualTo(accepted());
        assertThat(decide(new HideShare(GRANT, ANNA, true), NOWHERE, GIVEN))
                .isEqualTo(refused(GrantRefusal.NOT_A_GROUP_SHARE));
    }
}
