package dev.strata.sync.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.sync.Home;
import dev.strata.sync.SyncServer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharingTest {
    private final SyncServer server = SyncServer.shared();
    private final Home owner = server.newHome();
    private final Home guest = server.newHome();
    private final NodeId folder = owner.folder(owner.root, "folder");

    private List<Change> after(Home home, String cursor) {
        server.settle();
        return server.bean(ChangeFeed.class).page(home.account, cursor, 100).records();
    }

    private String latest(Home home) {
        server.settle();
        return server.bean(ChangeFeed.class).page(home.account, "latest", 100).to();
    }

    private Change.OfNode nodeAfter(String cursor) {
        return (Change.OfNode) after(owner, cursor).getFirst();
    }

    private Change.OfMount mountAfter(String cursor) {
        return (Change.OfMount) after(guest, cursor).getFirst();
    }

    @Test
    void theOwnerSeesThatTheNodeIsShared() {
        String cursor = latest(owner);
        owner.share(folder, guest.account, "viewer");
        assertThat(nodeAfter(cursor).shared()).isTrue();
        assertThat(nodeAfter(cursor).op()).isEqualTo("shared");
        assertThat(nodeAfter(cursor).version()).isEqualTo(1);
    }

    @Test
    void linksAndCommentsArePassedBy() {
        String cursor = latest(owner);
        owner.linkAndComment(folder);
        owner.folder(owner.root, "after them");
        assertThat(after(owner, cursor)).hasSize(1);
    }

    @Test
    void theGuestGetsAMount() {
        String cursor = latest(guest);
        GrantId grant = owner.share(folder, guest.account, "viewer");
        assertThat(mountAfter(cursor)).satisfies(mount -> {
            assertThat(mount.nodeId()).isEqualTo(folder);
            assertThat(mount.spaceId()).isEqualTo(guest.space);
            assertThat(mount.mountSpaceId()).isEqualTo(owner.space);
            assertThat(mount.role()).isEqualTo("viewer");
            assertThat(mount.op()).isEqualTo("mounted");
        });
        owner.changeRole(grant, folder, guest.account, "editor");
        assertThat(mountAfter(cursor).role()).isEqualTo("editor");
        assertThat(new Reader(server, guest).catchUp(1).state()).containsValue(owner.space + " editor");
    }

    @Test
    void theMountEndsWithTheGrant() {
        GrantId grant = owner.share(folder, guest.account, "viewer");
        String ownerCursor = latest(owner);
        String guestCursor = latest(guest);
        owner.unshare(grant, folder, guest.account);
        assertThat(mountAfter(guestCursor).deleted()).isTrue();
        assertThat(mountAfter(guestCursor).op()).isEqualTo("unmounted");
        assertThat(nodeAfter(ownerCursor).shared()).isFalse();
        assertThat(nodeAfter(ownerCursor).op()).isEqualTo("unshared");
        assertThat(new Reader(server, guest).catchUp(1).held()).containsExactly(guest.root);
    }

    @Test
    void oneGrantOfTwoLeavesTheNodeShared() {
        Home third = server.newHome();
        owner.share(folder, third.account, "viewer");
        GrantId grant = owner.share(folder, guest.account, "viewer");
        String cursor = latest(owner);
        owner.unshare(grant, folder, guest.account);
        assertThat(nodeAfter(cursor).shared()).isTrue();
    }

    @Test
    void aMountEndsWhenTheNodeIsPurgedWithWhatItIsIn() {
        NodeId inner = owner.folder(folder, "inner");
        owner.share(inner, guest.account, "viewer");
        String cursor = latest(guest);
        owner.trash(folder);
        owner.purge(folder);
        assertThat(mountAfter(cursor).deleted()).isTrue();
    }

    @Test
    void joiningAGroupMountsWhatItWasGivenAndLeavingUnmountsIt() {
        AccountId group = owner.group();
        owner.share(folder, group, "viewer");
        String cursor = latest(guest);
        owner.join(group, guest.account);
        assertThat(mountAfter(cursor).role()).isEqualTo("viewer");
        assertThat(mountAfter(cursor).deleted()).isFalse();
        owner.leave(group, guest.account);
        assertThat(mountAfter(cursor).deleted()).isTrue();
        assertThat(new Reader(server, guest).catchUp(1).held()).containsExactly(guest.root);
    }

    @Test
    void theStrongestOfTheRolesIsMounted() {
        AccountId group = owner.group();
        owner.join(group, guest.account);
        GrantId editors = owner.share(folder, group, "editor");
        owner.share(folder, guest.account, "viewer");
        String cursor = latest(guest);
        owner.unshare(editors, folder, group);
        assertThat(mountAfter(cursor).role()).isEqualTo("viewer");
        assertThat(mountAfter(cursor).deleted()).isFalse();
    }

    @Test
    void aDeletedGroupTakesItsMountsWithIt() {
        AccountId group = owner.group();
        owner.join(group, guest.account);
        owner.share(folder, group, "editor");
        String cursor = latest(guest);
        owner.deleteGroup(group);
        assertThat(mountAfter(cursor).deleted()).isTrue();
    }

    @Test
    void theOwnerOfTheSpaceMountsNothingOfHisOwn() {
        AccountId group = owner.group();
        owner.join(group, owner.account);
        String cursor = latest(owner);
        owner.share(folder, group, "editor");
        assertThat(after(owner, cursor)).singleElement().isInstanceOf(Change.OfNode.class);
    }

    @Test
    void whoHidesWhatHisGroupWasGivenHasItNoLongerMounted() {
        AccountId group = owner.group();
        owner.join(group, guest.account);
        GrantId grant = owner.share(folder, group, "editor");
        String cursor = latest(guest);
        owner.hide(grant, folder, group, guest.account);
        assertThat(mountAfter(cursor).deleted()).isTrue();
        owner.show(grant, folder, group, guest.account);
        assertThat(mountAfter(cursor).deleted()).isFalse();
    }

    @Test
    void anExpiredMountIsShownAsEndedBeforeThatIsRecorded() {
        String cursor = latest(guest);
        owner.share(folder, guest.account, "viewer", Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(mountAfter(cursor).deleted()).isTrue();
        assertThat(new Reader(server, guest).catchUp(1).held()).containsExactly(guest.root);
    }
}
