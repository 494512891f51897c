package dev.strata.client.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.client.sync.SimulatedServer.Node;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of what users do. */
class EngineTest extends Rounds {
    @Test
    void whatIsNewGoesTogether() throws IOException {
        for (int i = 0; i < 30; i++) {
            disk.makeFolder("folder-" + i);
            disk.create("folder-" + i + "/a", "content " + i);
        }
        sync();
        assertThat(server.tree()).hasSize(60);
        assertThat(drive.creations).isEqualTo(2);
    }

    @Test
    void whatMayBeACopyIsSentAsSuch() throws IOException {
        String large = "x".repeat(1 << 21);
        disk.create("a", large);
        disk.create("small", "one");
        sync();
        String id = only(large).id();
        disk.create("b", large);
        disk.create("also small", "one");
        sync();
        assertThat(drive.likes).containsExactlyInAnyOrder(null, null, id, null);
        assertBoth(Map.of("a", large, "b", large, "small", "one", "also small", "one"));
    }

    @Test
    void aMoveIsNoUpload() throws IOException {
        disk.makeFolder("docs");
        disk.create("docs/a", "one");
        sync();
        String id = only("one").id();
        disk.rename("docs", "papers");
        disk.rename("papers/a", "b");
        sync();
        assertBoth(Map.of("papers", "/", "b", "one"));
        assertThat(only("one").id()).isEqualTo(id);
    }

    @Test
    void aMoveThereIsNoDownload() throws IOException {
        disk.create("a", "one");
        sync();
        Fingerprint before = disk.fingerprint("a");
        server.move(only("one").id(), null, new Place(SimulatedServer.ROOT, "b"));
        sync();
        assertThat(disk.fingerprint("b")).isEqualTo(before);
        assertBoth(Map.of("b", "one"));
    }

    @Test
    void whatIsSavedByRenamingIsAVersion() throws IOException {
        disk.create("a", "one");
        sync();
        disk.rename("a", "a~");
        disk.create("a", "two");
        sync();
        assertThat(only("two").contents()).containsExactly("one", "two");
        assertBoth(Map.of("a", "two", "a~", "one"));
    }

    @Test
    void aFileOfTheSameContentIsTheOneThatVanished() throws IOException {
        disk.create("a", "one");
        sync();
        String id = only("one").id();
        disk.remove("a");
        disk.create("b", "one");
        sync();
        assertThat(only("one").id()).isEqualTo(id);
        assertBoth(Map.of("b", "one"));
    }

    @Test
    void swappedNamesAreSwapped() throws IOException {
        disk.create("a", "one");
        disk.create("b", "two");
        sync();
        disk.rename("a", "c");
        disk.rename("b", "a");
        disk.rename("c", "b");
        sync();
        assertBoth(Map.of("a", "two", "b", "one"));
        assertThat(server.alive())
                .allSatisfy(node -> assertThat(node.contents()).hasSize(1));
    }

    /** Of the kind that a node has while it makes room. */
    @Test
    void swappedNamesAreSwappedWhateverTheyAre() throws IOException {
        disk.create("strata-moving-1", "one");
        disk.create("strata-moving-2", "two");
        sync();
        String one = only("one").id();
        String two = only("two").id();
        server.move(one, null, new Place(SimulatedServer.ROOT, "strata-moving-3"));
        server.move(two, null, new Place(SimulatedServer.ROOT, "strata-moving-1"));
        server.move(one, null, new Place(SimulatedServer.ROOT, "strata-moving-2"));
        sync();
        assertBoth(Map.of("strata-moving-1", "two", "strata-moving-2", "one"));
    }

    @Test
    void whatBothEditedIsThereTwice() throws IOException {
        disk.create("a", "one");
        sync();
        disk.overwrite("a", "mine");
        server.addVersion(only("one").id(), 1, "theirs", "web");
        sync();
        assertBoth(Map.of("a", "theirs", "a (conflict d0)", "mine"));
    }

    @Test
    void whatBothMadeAlikeIsThereOnce() throws IOException {
        disk.makeFolder("docs");
        disk.create("docs/a", "same");
        Node docs = server.createFolder(SimulatedServer.ROOT, "docs");
        server.createFile(docs.id(), "a", "same");
        sync();
        assertBoth(Map.of("docs", "/", "docs/a", "same"));
    }

    @Test
    void aFileAndAFolderOfOneNameAreBothKept() throws IOException {
        disk.create("a", "mine");
        server.createFolder(SimulatedServer.ROOT, "A");
        sync();
        assertBoth(Map.of("A", "/", "a (conflict d0 2026-11-22)", "mine"));
    }

    @Test
    void anEditHereBeatsADeletionThere() throws IOException {
        disk.create("a", "one");
        sync();
        disk.overwrite("a", "two");
        server.trash(only("one").id(), null);
        sync();
        assertBoth(Map.of("a", "two"));
    }

    @Test
    void anEditThereBeatsADeletionHere() throws IOException {
        disk.create("a", "one");
        sync();
        disk.remove("a");
        server.addVersion(only("one").id(), 1, "two", "web");
        sync();
        assertBoth(Map.of("a", "two"));
    }

    @Test
    void ofADeletedFolderOnlyWhatIsNewStays() throws IOException {
        disk.makeFolder("docs");
        disk.create("docs/old", "one");
        sync();
        String docs = server.alive().getFirst().id();
        disk.remove("docs");
        server.createFile(docs, "new", "two");
        sync();
        assertBoth(Map.of("docs", "/", "docs/new", "two"));
        disk.create("docs/newer", "three");
        server.trash(docs, null);
        sync();
        assertBoth(Map.of("docs", "/", "docs/newer", "three"));
    }

    @Test
    void aFolderRenamedThereOutlivesItsDeletionHereWithAllItHolds() throws IOException {
        disk.makeFolder("docs");
        disk.create("docs/a", "one");
        sync();
        server.move(server.alive().getFirst().id(), null, new Place(SimulatedServer.ROOT, "papers"));
        disk.remove("docs");
        sync();
        assertBoth(Map.of("papers", "/", "papers/a", "one"));
    }

    @Test
    void ofTwoFoldersMovedIntoEachOtherTheServersMoveHolds() throws IOException {
        disk.makeFolder("a");
        disk.makeFolder("b");
        sync();
        String a = server.alive().getFirst().id();
        String b = server.alive().getLast().id();
        server.move(a, null, new Place(b, "a"));
        disk.rename("b", "a/b");
        sync();
        assertBoth(Map.of("b", "/", "b/a", "/"));
    }

    @Test
    void manyFilesThatVanishAtOnceAreAskedAbout() throws IOException {
        for (int i = 0; i < 60; i++) {
            disk.create("f" + i, "content " + i);
        }
        sync();
        for (int i = 0; i < 55; i++) {
            disk.remove("f" + i);
        }
        Set<String> held = sync().held();
        assertThat(held).hasSize(55);
        assertThat(server.tree()).hasSize(60);
        for (int i = 55; i < 60; i++) {
            disk.remove("f" + i);
        }
        engine.round(new Confirmed(held, Set.of()));
        assertThat(server.tree()).isEmpty();
    }

    @Test
    void aServerThatWasRestoredLosesNothingThatIsHere() throws IOException {
        disk.create("a", "one");
        sync();
        server.backUp();
        disk.overwrite("a", "two");
        disk.create("b", "three");
        sync();
        server.restore();
        sync();
        assertBoth(Map.of("a", "one", "a (conflict d0 2026-11-22)", "two", "b", "three"));
    }

    @Test
    void whatWasDeletedWhileItWasAwayForVeryLongStaysDeleted() throws IOException {
        disk.create("a", "one");
        disk.create("b", "two");
        disk.create("c", "three");
        sync();
        server.trash(only("one").id(), null);
        server.trash(only("two").id(), null);
        server.forgetTombstones();
        disk.overwrite("b", "mine");
        sync();
        assertBoth(Map.of("b", "mine", "c", "three"));
        assertThat(server.everything()).contains("one", "two");
        assertThat(server.trash()).hasSize(2);
    }
}
