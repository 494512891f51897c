package dev.strata.sync.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.sync.Home;
import dev.strata.sync.SyncServer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What went long ago is forgotten, and whoever has not heard of it begins again. */
class TombstoneTest {
    /** Whatever has gone in a test went before. */
    static final Instant AFTER_ALL = Instant.parse("2100-01-01T00:00:00Z");

    private final SyncServer server = SyncServer.shared();
    private final Home owner = server.newHome();
    private final Home guest = server.newHome();
    private final NodeId folder = owner.folder(owner.root, "folder");
    private final NodeId inside = owner.file(folder, "inside", 1);
    private final NodeId kept = owner.file(folder, "kept", 1);

    private Reader reader(Home home) {
        server.settle();
        return new Reader(server, home).catchUp(10);
    }

    private void purge(NodeId node) {
        owner.trash(node);
        owner.purge(node);
        server.settle();
    }

    private void forgetBefore(Instant time) {
        server.bean(Tombstones.class).forgetBefore(time);
    }

    private long tombstones(UUID space) {
        return server.sql()
                .sql("SELECT count(*) FROM sync.record WHERE space_id = ? AND deleted")
                .param(space)
                .query(Long.class)
                .single();
    }

    @Test
    void areKeptToTheMoment() {
        purge(inside);
        Instant gone = server.sql()
                .sql("SELECT deleted_at FROM sync.record WHERE node_id = ?")
                .param(inside.value())
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
        forgetBefore(gone);
        assertThat(tombstones(owner.space.value())).isEqualTo(1);
        forgetBefore(gone.plusNanos(1_000));
        assertThat(tombstones(owner.space.value())).isZero();
    }

    @Test
    void whoHasHeardOfThemGoesOn() {
        Reader reader = reader(owner);
        purge(folder);
        reader.catchUp(10);
        forgetBefore(AFTER_ALL);
        NodeId later = owner.file(owner.root, "later", 1);
        server.settle();
        assertThat(reader.catchUp(1).held()).containsExactlyInAnyOrder(owner.root, later);
        assertThat(reader.resets()).isZero();
    }

    /** It moved while somebody purged the folder that it was in: so the log says. */
    @Test
    void whatWasMovedOutOfWhatIsPurgedIsThere() {
        Reader reader = reader(owner);
        owner.trash(folder);
        owner.purge(folder);
        owner.move(inside, owner.root, "moved");
        server.settle();
        assertThat(reader.catchUp(1).held()).containsExactlyInAnyOrder(owner.root, inside);
        forgetBefore(AFTER_ALL);
        owner.rename(inside, "and still known");
        server.settle();
        assertThat(reader.catchUp(1).held()).containsExactlyInAnyOrder(owner.root, inside);
        assertThat(reader(owner).held()).containsExactlyInAnyOrder(owner.root, inside);
    }

    @Test
    void whatCameIntoAPurgedFolderTooLateIsSeenWithAllThatIsInItOnceItIsTakenOut() {
        owner.trash(folder);
        owner.purge(folder);
        NodeId late = owner.folder(folder, "late");
        NodeId deep = owner.file(late, "deep", 1);
        Reader reader = reader(owner);
        assertThat(reader.held()).containsExactly(owner.root);
        forgetBefore(AFTER_ALL);
        owner.move(late, owner.root, "late");
        server.settle();
        assertThat(reader.catchUp(1).held()).containsExactlyInAnyOrder(owner.root, late, deep);
    }

    @Test
    void aFolderIsNotForgottenBeforeWhatCameIntoItTooLate() {
        owner.trash(folder);
        owner.purge(folder);
        NodeId late = owner.file(folder, "late", 1);
        server.settle();
        forgetBefore(AFTER_ALL);
        assertThat(reader(owner).held()).containsExactly(owner.root);
        owner.trash(late);
        owner.purge(late);
        server.settle();
        forgetBefore(AFTER_ALL);
        assertThat(tombstones(owner.space.value())).isLessThanOrEqualTo(1);
        forgetBefore(AFTER_ALL);
        assertThat(tombstones(owner.space.value())).isZero();
    }

    @Test
    void whoHasNotBeginsAgain() {
        Reader away = reader(owner);
        purge(folder);
        forgetBefore(AFTER_ALL);
        assertThat(tombstones(owner.space.value())).isZero();
        assertThat(away.catchUp(10).held()).containsExactly(owner.root);
        assertThat(away.resets()).isEqualTo(1);
    }

    @Test
    void aGuestWhoHasNotHeardOfThemBeginsAgain() {
        owner.share(folder, guest.account, "viewer");
        Reader away = reader(guest);
        Reader here = reader(guest);
        purge(inside);
        here.catchUp(10);
        forgetBefore(AFTER_ALL);
        assertThat(away.catchUp(10).held()).containsExactlyInAnyOrder(guest.root, folder, kept);
        assertThat(away.resets()).isEqualTo(1);
        assertThat(here.catchUp(10).held()).isEqualTo(away.held());
        assertThat(here.resets()).isZero();
    }

    @Test
    void whatWentBesideAShareSendsNoGuestBack() {
        owner.share(folder, guest.account, "viewer");
        Reader away = reader(guest);
        purge(owner.file(owner.root, "beside", 1));
        owner.rename(inside, "still here");
        server.settle();
        forgetBefore(AFTER_ALL);
        assertThat(away.catchUp(10).held()).containsExactlyInAnyOrder(guest.root, folder, inside, kept);
        assertThat(away.resets()).isZero();
    }

    @Test
    void aGuestOfAnOldShareReadsItThroughInPages() {
        purge(owner.file(folder, "gone", 1));
        owner.share(folder, guest.account, "viewer");
        Reader first = new Reader(server, guest);
        owner.rename(folder, "a number above those of what is in it");
        purge(owner.file(folder, "gone too", 1));
        forgetBefore(AFTER_ALL);
        assertThat(first.catchUp(1).held()).containsExactlyInAnyOrder(guest.root, folder, inside, kept);
        assertThat(first.resets()).isZero();
    }

    @Test
    void aGuestWhoIsStillReadingWhenSomethingIsForgottenBeginsAgain() {
        for (int i = 0; i < 5; i++) {
            owner.file(folder, "file " + i, 1);
        }
        owner.share(folder, guest.account, "viewer");
        server.settle();
        Reader reading = new Reader(server, guest);
        while (!reading.held().contains(inside)) {
            reading.readPage(1);
        }
        purge(inside);
        forgetBefore(AFTER_ALL);
        assertThat(reading.catchUp(1).held()).doesNotContain(inside).hasSize(8);
        assertThat(reading.resets()).isEqualTo(1);
    }

    @Test
    void whatLeftAShareIsForgottenToo() {
        NodeId apart = owner.folder(owner.root, "apart");
        owner.share(folder, guest.account, "viewer");
        Reader away = reader(guest);
        owner.move(inside, apart, "inside");
        server.settle();
        forgetBefore(AFTER_ALL);
        assertThat(server.sql()
                        .sql("SELECT count(*) FROM sync.departure WHERE space_id = ?")
                        .param(owner.space.value())
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(away.catchUp(1).held()).containsExactlyInAnyOrder(guest.root, folder, kept);
        assertThat(away.resets()).isEqualTo(1);
    }

    @Test
    void aTombstoneStaysAsLongAsAGuestMustHearThatItLeft() {
        NodeId apart = owner.folder(owner.root, "apart");
        owner.share(folder, guest.account, "viewer");
        Reader away = reader(guest);
        owner.move(inside, apart, "inside");
        purge(inside);
        server.sql()
                .sql("UPDATE sync.departure SET left_at = '2200-01-01' WHERE space_id = ?")
                .param(owner.space.value())
                .update();
        forgetBefore(AFTER_ALL);
        assertThat(away.catchUp(1).held()).containsExactlyInAnyOrder(guest.root, folder, kept);
        assertThat(away.resets()).isZero();
    }

    @Test
    void whatWentInAFolderThatLeftAShareAndCameBackIsTold() {
        NodeId apart = owner.folder(owner.root, "apart");
        NodeId below = owner.folder(folder, "below");
        NodeId deep = owner.file(below, "deep", 1);
        owner.share(folder, guest.account, "viewer");
        Reader away = reader(guest);
        purge(deep);
        Instant between = Instant.now();
        owner.move(below, apart, "below");
        server.settle();
        forgetBefore(between);
        owner.move(below, folder, "below");
        server.settle();
        assertThat(away.catchUp(1).held()).contains(below).doesNotContain(deep);
    }

    @Test
    void whatWentBeforeAMountEndedIsNotHeldThroughAnother() {
        NodeId below = owner.folder(folder, "below");
        NodeId deep = owner.file(below, "deep", 1);
        GrantId outer = owner.share(folder, guest.account, "viewer");
        Reader away = reader(guest);
        purge(deep);
        Instant between = Instant.now();
        owner.share(below, guest.account, "viewer");
        owner.unshare(outer, folder, guest.account);
        server.settle();
        forgetBefore(between);
        assertThat(away.catchUp(1).held()).containsExactlyInAnyOrder(guest.root, below);
        assertThat(away.resets()).isEqualTo(1);
    }

    @Test
    void aMountThatEndedIsForgottenAndMayComeAgain() {
        GrantId grant = owner.share(folder, guest.account, "viewer");
        Reader away = reader(guest);
        owner.unshare(grant, folder, guest.account);
        server.settle();
        forgetBefore(AFTER_ALL);
        assertThat(tombstones(guest.space.value())).isZero();
        assertThat(away.catchUp(10).held()).containsExactly(guest.root);
        owner.share(folder, guest.account, "viewer");
        server.settle();
        assertThat(away.catchUp(1).held()).containsExactlyInAnyOrder(guest.root, folder, inside, kept);
        assertThat(away.resets()).isEqualTo(1);
    }

    @Test
    void aReplayBringsThemBackForAWhile() {
        Reader away = reader(owner);
        purge(folder);
        forgetBefore(AFTER_ALL);
        Reader here = reader(owner);

        server.replay();

        assertThat(tombstones(owner.space.value())).isEqualTo(3);
        NodeId later = owner.file(owner.root, "later", 1);
        server.settle();
        assertThat(here.catchUp(1).held()).containsExactlyInAnyOrder(owner.root, later);
        assertThat(away.catchUp(1).held()).containsExactlyInAnyOrder(owner.root, later);
        forgetBefore(AFTER_ALL);
        assertThat(tombstones(owner.space.value())).isZero();
    }

    @Test
    void nothingIsForgottenInASpaceThatIsBeingRebuilt() {
        purge(inside);
        rebuildUntil("last_position + 1");
        forgetBefore(AFTER_ALL);
        assertThat(tombstones(owner.space.value())).isEqualTo(1);
        rebuildUntil("0");
        forgetBefore(AFTER_ALL);
        assertThat(tombstones(owner.space.value())).isZero();
    }

    private void rebuildUntil(String position) {
        server.sql()
                .sql("UPDATE sync.space SET rebuild_until = %s WHERE space_id = ?".formatted(position))
                .param(owner.space.value())
                .update();
    }

    @Test
    void noTimeAtAllIsRefused() {
        assertThatThrownBy(() -> SyncServer.start("--strata.sync.tombstones-kept=0d"))
                .hasStackTraceContaining("strata.sync.tombstones-kept must be longer than nothing");
    }

    @Test
    void areForgottenAfterTheTimeThatIsSet() {
        try (SyncServer forgetful = SyncServer.start("--strata.sync.tombstones-kept=1ms")) {
            Home home = forgetful.newHome();
            NodeId file = home.file(home.root, "file", 1);
            home.trash(file);
            home.purge(file);
            forgetful.settle();
            forgetful.bean(Tombstones.class).forget();
            assertThat(forgetful
                            .sql()
                            .sql("SELECT count(*) FROM sync.record WHERE deleted")
                            .query(Long.class)
                            .single())
                    .isZero();
        }
    }
}
