package dev.strata.sync.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.NodeId;
import dev.strata.sync.Home;
import dev.strata.sync.SyncServer;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One event about a folder, and what it must do to what is below. */
class SubtreeTest {
    private final SyncServer server = SyncServer.shared();
    private final Home home = server.newHome();
    private final NodeId folder = home.folder(home.root, "folder");
    private final NodeId inner = home.folder(folder, "inner");
    private final NodeId file = home.file(inner, "file", 5);

    private Reader reader() {
        server.settle();
        return new Reader(server, home).catchUp(2);
    }

    private Set<NodeId> heldBy(Reader reader) {
        server.settle();
        return reader.catchUp(2).held();
    }

    @Test
    void aTrashedFolderTakesEverythingBelowWithIt() {
        Reader before = reader();
        home.trash(folder);
        assertThat(heldBy(before)).containsExactly(home.root);
        assertThat(reader().held()).containsExactly(home.root);
    }

    @Test
    void whoeverCameWhileAFolderWasInTheTrashGetsAllOfItBack() {
        Reader before = reader();
        home.trash(folder);
        Reader meanwhile = reader();
        heldBy(before);
        home.untrash(folder, home.root, "folder");
        assertThat(heldBy(meanwhile)).containsExactlyInAnyOrder(home.root, folder, inner, file);
        assertThat(heldBy(before)).containsExactlyInAnyOrder(home.root, folder, inner, file);
    }

    @Test
    void whatIsInTheTrashOnItsOwnStaysThere() {
        home.trash(inner);
        home.trash(folder);
        Reader meanwhile = reader();
        home.untrash(folder, home.root, "folder");
        assertThat(heldBy(meanwhile)).containsExactlyInAnyOrder(home.root, folder);
        home.untrash(inner, home.root, "inner");
        assertThat(heldBy(meanwhile)).containsExactlyInAnyOrder(home.root, folder, inner, file);
    }

    @Test
    void whatIsMovedOutOfTheTrashComesBackWithEverythingBelow() {
        home.trash(folder);
        Reader meanwhile = reader();
        home.move(inner, home.root, "inner");
        assertThat(heldBy(meanwhile)).containsExactlyInAnyOrder(home.root, inner, file);
    }

    @Test
    void aMoveAmongVisibleFoldersIsOneRecord() {
        Reader reader = reader();
        NodeId other = home.folder(home.root, "other");
        heldBy(reader);
        home.move(folder, other, "folder");
        server.settle();
        assertThat(server.bean(ChangeFeed.class)
                        .page(home.account, reader.cursor(), 100)
                        .records())
                .hasSize(1);
    }

    @Test
    void aPurgedFolderIsGoneForEverybody() {
        Reader before = reader();
        home.trash(folder);
        home.purge(folder);
        assertThat(heldBy(before)).containsExactly(home.root);
        assertThat(reader().held()).containsExactly(home.root);
    }

    /** The reader knows the file elsewhere, and hears only of the folder that it was moved to. */
    @Test
    void whatWasMovedIntoAFolderThatWasThenPurgedDoesNotStayWhereItWas() {
        NodeId loose = home.file(home.root, "loose", 5);
        Reader before = reader();
        home.move(loose, inner, "loose");
        home.trash(folder);
        home.purge(folder);
        assertThat(heldBy(before)).containsExactly(home.root);
    }
}
