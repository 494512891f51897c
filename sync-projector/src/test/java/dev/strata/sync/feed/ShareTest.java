package dev.strata.sync.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.sync.Home;
import dev.strata.sync.SyncServer;
import dev.strata.sync.SyncServer.Answer;
import dev.strata.sync.feed.Change.OfNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;

/** What a guest is told of a folder that somebody has shared with him. */
class ShareTest {
    private final SyncServer server = SyncServer.shared();
    private final Home owner = server.newHome();
    private final Home guest = server.newHome();
    private final NodeId folder = owner.folder(owner.root, "folder");
    private final NodeId inside = owner.file(folder, "inside", 1);
    private final NodeId apart = owner.folder(owner.root, "private");

    private Page page(String cursor, int limit) {
        server.settle();
        return server.bean(ChangeFeed.class).page(guest.account, cursor, limit);
    }

    private String latest() {
        return page("latest", 1).to();
    }

    private List<OfNode> nodesAfter(String cursor) {
        List<OfNode> nodes = new ArrayList<>();
        Page page = page(cursor, 100);
        page.records().forEach(change -> {
            if (change instanceof OfNode node) {
                nodes.add(node);
            }
        });
        assertThat(page.hasMore()).isFalse();
        return nodes;
    }

    private Reader reader() {
        server.settle();
        return new Reader(server, guest).catchUp(10);
    }

    @Test
    void whatIsInItFollowsTheMount() {
        String cursor = latest();
        owner.share(folder, guest.account, "viewer");
        assertThat(nodesAfter(cursor))
                .satisfiesExactlyInAnyOrder(
                        node -> {
                            assertThat(node.nodeId()).isEqualTo(folder);
                            assertThat(node.spaceId()).isEqualTo(owner.space);
                            assertThat(node.parentId()).isNull();
                            assertThat(node.name()).isEqualTo("folder");
                        },
                        node -> {
                            assertThat(node.nodeId()).isEqualTo(inside);
                            assertThat(node.parentId()).isEqualTo(folder);
                        });
        assertThat(reader().held()).containsExactlyInAnyOrder(guest.root, folder, inside);
    }

    @Test
    void whatIsBesideItIsNeverTold() {
        owner.share(folder, guest.account, "viewer");
        String cursor = latest();
        owner.file(apart, "secret", 1);
        owner.rename(apart, "very private");
        assertThat(page(cursor, 100).records()).isEmpty();
        assertThat(page(cursor, 100).hasMore()).isFalse();
    }

    @Test
    void whatLeavesItIsGoneWithoutAWordOfWhereItWent() {
        NodeId below = owner.folder(folder, "below");
        NodeId deep = owner.file(below, "deep", 1);
        owner.share(folder, guest.account, "viewer");
        String cursor = latest();
        owner.move(below, apart, "below, but secret");
        assertThat(nodesAfter(cursor))
                .allSatisfy(node -> {
                    assertThat(node.deleted()).isTrue();
                    assertThat(node.name()).isNull();
                    assertThat(node.parentId()).isNull();
                })
                .extracting(OfNode::nodeId)
                .containsExactly(below, deep);
        owner.rename(below, "still secret");
        assertThat(nodesAfter(cursor)).hasSize(2);
        assertThat(reader().held()).containsExactlyInAnyOrder(guest.root, folder, inside);
    }

    @Test
    void whatComesInBringsWhatIsInIt() {
        NodeId below = owner.folder(apart, "below");
        NodeId deep = owner.file(below, "deep", 1);
        owner.share(folder, guest.account, "viewer");
        String cursor = latest();
        owner.move(below, folder, "below");
        assertThat(nodesAfter(cursor)).extracting(OfNode::nodeId).containsExactlyInAnyOrder(below, deep);
    }

    @Test
    void whatMovesWithinItIsNotToldAnew() {
        NodeId below = owner.folder(folder, "below");
        owner.file(below, "deep", 1);
        NodeId other = owner.folder(folder, "other");
        owner.share(folder, guest.account, "viewer");
        String cursor = latest();
        owner.move(below, other, "below");
        assertThat(nodesAfter(cursor)).extracting(OfNode::nodeId).containsExactly(below);
    }

    @Test
    void whatMovesIntoAFolderThatThenLeavesIsGoneWithIt() {
        NodeId other = owner.folder(folder, "other");
        owner.share(folder, guest.account, "viewer");
        Reader reader = reader();
        owner.move(inside, other, "inside");
        owner.move(other, apart, "other");
        server.settle();
        assertThat(reader.catchUp(1).held()).containsExactlyInAnyOrder(guest.root, folder);
    }

    /** The inner one says nothing of what left it before it was shared, and the outer one says nothing any more. */
    @Test
    void whatLeftAFolderIsGoneAlsoIfThatIsSharedInPlaceOfTheOneAround() {
        NodeId inner = owner.folder(folder, "inner");
        NodeId deep = owner.file(inner, "deep", 1);
        GrantId outer = owner.share(folder, guest.account, "viewer");
        Reader reader = reader();
        owner.move(deep, folder, "deep");
        owner.share(inner, guest.account, "viewer");
        owner.unshare(outer, folder, guest.account);
        server.settle();
        assertThat(reader.catchUp(10).held()).containsExactlyInAnyOrder(guest.root, inner);
    }

    @Test
    void whatMovedToAShareThatThenEndedIsGone() {
        NodeId other = owner.folder(owner.root, "other");
        NodeId kept = owner.file(folder, "kept", 1);
        owner.share(folder, guest.account, "viewer");
        GrantId grant = owner.share(other, guest.account, "viewer");
        Reader reader = reader();
        owner.move(inside, other, "inside");
        owner.rename(kept, "fills the page");
        server.settle();
        assertThat(reader.readPage(1)).isTrue();
        owner.unshare(grant, other, guest.account);
        server.settle();
        assertThat(reader.catchUp(1).held()).containsExactlyInAnyOrder(guest.root, folder, kept);
    }

    @Test
    void whoLosesTheOnlyShareOfSomebodyIsNotSentBack() {
        Home another = server.newHome();
        NodeId theirs = another.folder(another.root, "theirs");
        another.share(theirs, guest.account, "viewer");
        GrantId grant = owner.share(folder, guest.account, "viewer");
        Reader reader = reader();
        owner.unshare(grant, folder, guest.account);
        another.file(theirs, "new", 1);
        server.settle();
        assertThat(reader.catchUp(1).held()).hasSize(3);
        assertThat(reader.resets()).isZero();
    }

    @Test
    void aShareThatComesBackBetweenTwoPagesIsReadFromTheBeginning() {
        GrantId grant = owner.share(folder, guest.account, "viewer");
        Reader reader = reader();
        owner.unshare(grant, folder, guest.account);
        guest.file(guest.root, "fills the page", 1);
        server.settle();
        assertThat(reader.readPage(1)).isTrue();
        owner.trash(inside);
        owner.purge(inside);
        server.settle();
        server.bean(Tombstones.class).forgetBefore(TombstoneTest.AFTER_ALL);
        owner.share(folder, guest.account, "viewer");
        server.settle();
        assertThat(reader.catchUp(1).held()).doesNotContain(inside).contains(folder);
    }

    @Test
    void whatIsTakenOutOfAFolderThatComesBackIsGone() {
        NodeId other = owner.folder(folder, "other");
        NodeId deep = owner.file(other, "deep", 1);
        owner.share(folder, guest.account, "viewer");
        Reader reader = reader();
        assertThat(reader.held()).contains(deep);
        owner.move(other, apart, "other");
        owner.move(deep, apart, "deep");
        owner.move(other, folder, "other");
        server.settle();
        assertThat(reader.catchUp(1).held()).containsExactlyInAnyOrder(guest.root, folder, inside, other);
    }

    @Test
    void whatIsDeletedBetweenTwoPagesAndMovesToTheShareThatWasReadIsGone() {
        NodeId other = owner.folder(owner.root, "other");
        NodeId below = owner.folder(folder, "below");
        NodeId deep = owner.file(below, "deep", 1);
        owner.share(folder, guest.account, "viewer");
        owner.share(other, guest.account, "viewer");
        Reader reader = reader();
        owner.trash(deep);
        owner.purge(deep);
        owner.file(other, "read first or last", 1);
        server.settle();
        reader.readPage(1);
        owner.move(below, other, "below");
        server.settle();
        assertThat(reader.catchUp(1).held()).contains(below).doesNotContain(deep);
    }

    @Test
    void whatMovesFromOneShareToAnotherStays() {
        NodeId other = owner.folder(owner.root, "other");
        owner.share(folder, guest.account, "viewer");
        owner.share(other, guest.account, "viewer");
        Reader reader = reader();
        owner.move(inside, other, "inside");
        server.settle();
        assertThat(reader.catchUp(1).held()).containsExactlyInAnyOrder(guest.root, folder, other, inside);
    }

    @Test
    void whatItLiesInTakesItToTheTrashAndBack() {
        NodeId above = owner.folder(owner.root, "above");
        owner.move(folder, above, "folder");
        owner.share(folder, guest.account, "viewer");
        Reader reader = reader();
        owner.trash(above);
        server.settle();
        assertThat(reader.catchUp(1).held()).containsExactly(guest.root);
        owner.untrash(above, owner.root, "above");
        server.settle();
        assertThat(reader.catchUp(1).held()).containsExactlyInAnyOrder(guest.root, folder, inside);
    }

    @Test
    void whatIsInTheTrashHasNoNameForAGuest() {
        owner.share(folder, guest.account, "viewer");
        String cursor = latest();
        owner.trash(inside);
        assertThat(nodesAfter(cursor)).singleElement().satisfies(node -> {
            assertThat(node.deleted()).isTrue();
            assertThat(node.name()).isNull();
            assertThat(node.sha256()).isNull();
        });
    }

    @Test
    void aMountWithinAMountIsHeldOnceAndOutlivesTheOuterOne() {
        NodeId below = owner.folder(folder, "below");
        NodeId deep = owner.file(below, "deep", 1);
        GrantId outer = owner.share(folder, guest.account, "viewer");
        owner.share(below, guest.account, "editor");
        Reader reader = reader();
        assertThat(reader.held()).containsExactlyInAnyOrder(guest.root, folder, inside, below, deep);
        owner.unshare(outer, folder, guest.account);
        server.settle();
        assertThat(reader.catchUp(1).held()).containsExactlyInAnyOrder(guest.root, below, deep);
    }

    @Test
    void whoGetsItAgainGoesOnFromWhatHeHad() {
        GrantId grant = owner.share(folder, guest.account, "viewer");
        Reader away = reader();
        owner.unshare(grant, folder, guest.account);
        owner.move(inside, apart, "inside");
        owner.share(folder, guest.account, "viewer");
        server.settle();
        assertThat(away.catchUp(1).held()).containsExactlyInAnyOrder(guest.root, folder);
    }

    @Test
    void aMountThatHasRunOutIsToldNoMore() {
        String cursor = latest();
        owner.share(folder, guest.account, "viewer", Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(nodesAfter(cursor)).isEmpty();
    }

    @Test
    void aWaitingGuestIsWokenByWhatHappensInIt() {
        owner.share(folder, guest.account, "viewer");
        String cursor = latest();
        CompletableFuture<Answer> poll =
                CompletableFuture.supplyAsync(() -> server.get(guest.account, "/v1/changes?wait=60&cursor=" + cursor));
        owner.rename(inside, "renamed");
        Answer answer = poll.orTimeout(20, TimeUnit.SECONDS).join();
        assertThat(answer.body().path("records").path(0).path("name").asString())
                .isEqualTo("renamed");
    }

    @Test
    void aFewInASpaceOfManyAreFoundInPagesOfOne() {
        for (int i = 0; i < 30; i++) {
            owner.folder(i % 10 == 0 ? folder : apart, "f" + i);
        }
        owner.share(folder, guest.account, "viewer");
        server.settle();
        assertThat(new Reader(server, guest).catchUp(1).held()).hasSize(6);
    }

    @Test
    void aLargeFolderTakesTheSharesInItToTheTrashAndBack() {
        NodeId large = owner.folder(owner.root, "large");
        owner.move(folder, large, "folder");
        fill(large);
        owner.share(folder, guest.account, "viewer");
        Reader reader = reader();
        owner.trash(large);
        server.settle();
        assertThat(reader.catchUp(10).held()).containsExactly(guest.root);
        owner.untrash(large, owner.root, "large");
        server.settle();
        assertThat(reader.catchUp(10).held()).containsExactlyInAnyOrder(guest.root, folder, inside);
    }

    @Test
    void whatChangesInALargeShareIsToldAlone() {
        fill(folder);
        owner.share(folder, guest.account, "viewer");
        String cursor = latest();
        letManyThingsHappenElsewhere();
        owner.rename(inside, "renamed");
        owner.file(apart, "secret", 1);
        assertThat(nodesAfter(cursor)).extracting(OfNode::nodeId).containsExactly(inside);
    }

    /** With so many files that what is in it is not looked for one by one. */
    private void fill(NodeId large) {
        letManyThingsHappenElsewhere();
        server.sql()
                .sql("""
                        INSERT INTO sync.record (space_id, node_id, seq, other_seq, content_seq, type, version, parent_id,
                            name, kind, content_version, size, sha256, media_type, modified_at, op, by_account, changed_at)
                        SELECT space_id, gen_random_uuid(), head - n, head - n, head - n, 'node', 1, :folder, 'file ' || n,
                            'file', 1, 1, repeat('ab', 32), 'text/plain', now(), 'created', :account, now()
                          FROM sync.space, generate_series(0, :more) n WHERE space_id = :space
                        """)
                .param("folder", large.value())
                .param("account", owner.account.value())
                .param("more", Shares.FEW_NODES)
                .param("space", owner.space.value())
                .update();
    }

    private void letManyThingsHappenElsewhere() {
        server.settle();
        server.sql()
                .sql("UPDATE sync.space SET head = head + 5000 WHERE space_id = ?")
                .param(owner.space.value())
                .update();
    }

    @Test
    void moreMountsThanTheLimitAreMountedButNotTold() {
        NodeId other = owner.folder(owner.root, "other");
        owner.share(folder, guest.account, "viewer");
        owner.share(other, guest.account, "viewer");
        server.settle();
        assertThat(new Reader(feed(2), guest).catchUp(10).held())
                .containsExactlyInAnyOrder(guest.root, folder, inside, other);
        Reader reader = new Reader(feed(1), guest).catchUp(10);
        assertThat(reader.held()).containsExactlyInAnyOrder(guest.root, folder, inside);
        assertThat(reader.state()).containsKeys("mount " + folder, "mount " + other);
    }

    private ChangeFeed feed(int mounts) {
        return new ChangeFeed(
                server.sql(),
                server.bean(FeedRecords.class),
                server.bean(Shares.class),
                server.bean(Cursors.class),
                server.bean(PlatformTransactionManager.class),
                mounts,
                1);
    }
}
