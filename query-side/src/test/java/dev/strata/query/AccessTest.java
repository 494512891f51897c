package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.testing.Await;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant FUTURE = Instant.parse("2999-01-01T00:00:00Z");

    private final RunningQuerySide side = RunningQuerySide.shared();
    private final EventLog log = EventLog.of(side);
    private final Person ann = Person.opened(log);
    private final Person bob = Person.opened(log);
    private final NodeId folder = ann.folder(ann.root(), "folder");
    private final NodeId file = ann.file(folder, "file");

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "commenter", "editor", "owner"})
    void grantOnAFolderHoldsForWhatIsBelow(String role) {
        ann.grant(folder, bob, role);
        side.awaitProjections();

        assertThat(roleOfBob()).isEqualTo(role);
    }

    @Test
    void bestOfSeveralGrantsCounts() {
        ann.grant(folder, bob, "editor");
        ann.grant(file, bob, "viewer");
        side.awaitProjections();

        assertThat(roleOfBob()).isEqualTo("editor");
    }

    @Test
    void childrenShowTheirOwnGrants() {
        ann.grant(folder, bob, "viewer");
        ann.grant(file, bob, "editor");
        side.awaitProjections();

        assertThat(side.get(bob, "/v1/nodes/" + folder + "/children").items("role"))
                .containsExactly("editor");
    }

    @Test
    void grantDoesNotOpenWhatIsAbove() {
        ann.grant(file, bob, "owner");
        side.awaitProjections();

        assertStrangerTo(folder);
    }

    @Test
    void strangerFindsNothing() {
        assertStrangerTo(file);
        assertThat(side.get(bob, "/v1/files/" + file + "/versions").code()).isEqualTo("node-not-found");
        assertThat(side.get(bob, "/v1/files/" + file + "/content").code()).isEqualTo("node-not-found");
        assertThat(side.get(bob, "/v1/nodes/" + folder + "/children").code()).isEqualTo("node-not-found");
        assertThat(side.get(bob, "/v1/nodes/" + folder + "/grants").code()).isEqualTo("node-not-found");
        assertThat(side.get(bob, "/v1/audit?node=" + file).code()).isEqualTo("node-not-found");
    }

    @Test
    void revokedGrantOpensNothing() {
        GrantId grant = ann.grant(folder, bob, "editor");
        ann.revoke(grant, folder, bob);
        side.awaitProjections();

        assertStrangerTo(file);
        assertThat(side.get(bob, "/v1/shared-with-me").items("id")).isEmpty();
    }

    @Test
    void changedRoleCounts() {
        GrantId grant = ann.grant(folder, bob, "editor");
        ann.changeRole(grant, folder, bob, "editor", "viewer");
        side.awaitProjections();

        assertThat(roleOfBob()).isEqualTo("viewer");
    }

    @Test
    void expiredGrantOpensNothing() {
        ann.grant(folder, bob, "editor", PAST);
        side.awaitProjections();

        assertStrangerTo(file);
        assertThat(side.get(bob, "/v1/shared-with-me").items("id")).isEmpty();
        assertThat(side.get(ann, "/v1/nodes/" + folder + "/grants").items("role"))
                .isEmpty();
        assertThat(side.get(ann, "/v1/nodes/" + folder).text("shared")).isEqualTo("false");
    }

    @Test
    void grantThatHasNotExpiredYetCounts() {
        ann.grant(folder, bob, "editor", FUTURE);
        side.awaitProjections();

        assertThat(roleOfBob()).isEqualTo("editor");
    }

    @Test
    void grantEndsWhenItsTimeComes() {
        ann.grant(folder, bob, "viewer", Instant.now().plusMillis(700));

        Await.until(Duration.ofSeconds(5), "the grant works", () -> canRead(bob));
        Await.until(Duration.ofSeconds(5), "the grant has ended", () -> !canRead(bob));
    }

    @Test
    void movingANodeOutOfASharedFolderEndsTheAccess() {
        ann.grant(folder, bob, "viewer");
        ann.move(file, folder, ann.root(), "file");
        side.awaitProjections();

        assertStrangerTo(file);
    }

    @Test
    void nobodyGetsInWithoutAToken() {
        assertThat(side.getAsNobody("/v1/nodes/" + file).status()).isEqualTo(401);
        assertThat(side.getAsNobody("/v1/audit").code()).isEqualTo("not-signed-in");
    }

    private void assertStrangerTo(NodeId node) {
        Answer answer = side.get(bob, "/v1/nodes/" + node);
        assertThat(answer.status()).as("%s", answer).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("node-not-found");
    }

    private boolean canRead(Person person) {
        return side.get(person, "/v1/nodes/" + file).status() == 200;
    }

    private String roleOfBob() {
        return side.get(bob, "/v1/nodes/" + file).text("role");
    }
}
