package dev.strata.client.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.strata.client.sync.Engine.Round;
import dev.strata.client.sync.SimulatedServer.Node;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of what users do. */
class EngineTest {
    private final SimulatedServer server = new SimulatedServer(new Random(1));
    private final SimulatedDisk disk = new SimulatedDisk(0, true);
    private final MemoryStore store = new MemoryStore();
    private final SimulatedDrive drive = new SimulatedDrive(server, disk, "d0");
    private final Engine engine = engine(Scope.ALL);

    private Engine engine(Scope scope) {
        return new Engine(
                SimulatedServer.ROOT,
                new SyncState(store),
                disk,
                drive,
                new Names("d0", () -> "2026-11-22"),
                scope,
                Carriers.inOrder(),
                _ -> {});
    }

    private Round sync() throws IOException {
        return sync(engine);
    }

    private static Round sync(Engine engine) throws IOException {
        Round round = engine.round(Confirmed.NOTHING);
        while (round.done() > 0) {
            round = engine.round(Confirmed.NOTHING);
        }
        return round;
    }

    private void assertBoth(Map<String, String> tree) {
        assertThat(disk.tree()).isEqualTo(tree);
        assertThat(server.tree()).isEqualTo(tree);
    }

    private Node only(String content) {
        return server.alive().stream()
                .filter(node -> node.contents().contains(content))
                .findFirst()
                .orElseThrow();
    }

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
    void aMoveThatTheServerRefusesIsTakenBack() throws IOException {
        disk.makeFolder("closed");
        disk.create("a", "one");
        sync();
        server.closed.add(server.alive().stream()
                .filter(Node::folder)
                .findFirst()
                .orElseThrow()
                .id());
        disk.rename("a", "closed/a");
        Round round = sync();
        assertBoth(Map.of("closed", "/", "a", "one"));
        assertThat(round.pending())
                .singleElement()
                .satisfies(problem -> assertThat(problem.why()).isEqualTo("forbidden"))
                .satisfies(problem -> assertThat(problem.takenBack()).isTrue());
        assertThat(round.quiet()).isTrue();
    }

    @Test
    void whatThereIsNoRoomForComesWhenThereIs() throws IOException {
        server.createFile(SimulatedServer.ROOT, "large", "one");
        disk.create("mine", "two");
        disk.full = true;

        Round round = sync();

        assertThat(round.pending()).extracting(Engine.Pending::path).containsExactly("large");
        assertThat(round.quiet()).isFalse();
        assertThat(server.tree()).containsOnlyKeys("large", "mine");

        disk.full = false;
        assertThat(sync().quiet()).isTrue();
        assertBoth(Map.of("large", "one", "mine", "two"));
    }

    @Test
    void aParkedDeviceReadsOnAndSendsNothingUntilItIsReleased() throws IOException {
        disk.create("a", "one");
        disk.create("b", "two");
        disk.create("c", "three");
        sync();
        drive.parked = true;
        disk.overwrite("a", "mine");
        disk.remove("b");
        disk.rename("c", "moved");
        disk.makeFolder("folder");
        disk.create("folder/new", "four");
        server.createFile(SimulatedServer.ROOT, "theirs", "five");

        Round round = sync();

        assertThat(round.parked()).isEqualTo("parked");
        assertThat(round.pending())
                .extracting(Engine.Pending::path)
                .containsExactlyInAnyOrder("a", "b", "moved", "folder", "folder/new");
        assertThat(server.tree()).isEqualTo(Map.of("a", "one", "b", "two", "c", "three", "theirs", "five"));
        assertThat(disk.content("theirs")).isEqualTo("five");

        drive.parked = false;

        assertThat(sync().parked()).isNull();
        assertBoth(Map.of("a", "mine", "moved", "three", "folder", "/", "folder/new", "four", "theirs", "five"));
    }

    @Test
    void nothingIsAskedOfTheServerTwiceWhileTheDeviceIsParked() throws IOException {
        drive.parked = true;
        disk.makeFolder("one");
        disk.makeFolder("two");

        sync();
        sync();

        assertThat(drive.refusals).isEqualTo(1);
    }

    @Test
    void whatCannotBeReadIsNotDeleted() throws IOException {
        disk.makeFolder("docs");
        disk.create("docs/a", "one");
        sync();
        disk.unreadable.add("docs");
        sync();
        assertThat(server.tree()).containsOnlyKeys("docs", "docs/a");
        server.addVersion(only("one").id(), 1, "two", "web");
        sync();
        assertThat(disk.content("docs/a")).isEqualTo("one");
        disk.unreadable.clear();
        sync();
        assertBoth(Map.of("docs", "/", "docs/a", "two"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsOnADiskThatIsTakenAwayIsNotDeleted(boolean emptyFolder) throws IOException {
        disk.makeFolder("photos");
        disk.mount("photos");
        disk.makeFolder("photos/deep");
        disk.create("photos/deep/a", "one");
        disk.create("photos/b", "two");
        sync();
        disk.unmount("photos", emptyFolder);
        if (emptyFolder) {
            disk.create("photos/not on the disk", "three");
        }
        assertThat(sync().scan().left()).containsOnlyKeys("photos");
        server.addVersion(only("two").id(), 1, "four", "web");
        sync();
        assertThat(server.tree()).containsOnlyKeys("photos", "photos/deep", "photos/deep/a", "photos/b");

        disk.remount();

        assertThat(sync().scan().left()).isEmpty();
        assertBoth(Map.of("photos", "/", "photos/deep", "/", "photos/deep/a", "one", "photos/b", "four"));
    }

    @Test
    void anotherDiskOfTheSameNumberIsNotTakenForAnEmptyOne() throws IOException {
        disk.makeFolder("photos");
        disk.mount("photos");
        disk.create("photos/a", "one");
        disk.create("photos/b", "two");
        sync();
        disk.remove("photos/a");
        disk.remove("photos/b");
        disk.create("photos/another", "three");
        assertThat(sync().lostDisks()).containsExactly("photos");
        assertThat(server.tree()).containsOnlyKeys("photos", "photos/a", "photos/b");

        engine.round(new Confirmed(Set.of(), Set.of("photos")));
        sync();

        assertBoth(Map.of("photos", "/", "photos/another", "three"));
    }

    @Test
    void anotherDiskThatHoldsTheSameIsAsGood() throws IOException {
        disk.makeFolder("photos");
        disk.create("photos/a", "one");
        disk.create("photos/b", "two");
        sync();
        disk.mount("photos");
        assertThat(sync().scan().left()).isEmpty();
        disk.remove("photos/a");
        sync();
        assertBoth(Map.of("photos", "/", "photos/b", "two"));
    }

    @Test
    void whatAnotherDiskLacksGoesWhenSomebodySaysSo() throws IOException {
        disk.makeFolder("photos");
        disk.create("photos/a", "one");
        disk.create("photos/b", "two");
        sync();
        disk.mount("photos");
        disk.remove("photos/a");
        assertThat(sync().lostDisks()).containsExactly("photos");
        assertThat(server.tree()).containsOnlyKeys("photos", "photos/a", "photos/b");

        engine.round(new Confirmed(Set.of(), Set.of("photos")));
        sync();

        assertBoth(Map.of("photos", "/", "photos/b", "two"));
    }

    @Test
    void aFileThatCannotBeReadHoldsNothingElseUp() throws IOException {
        disk.create("changed", "one");
        sync();
        disk.create("new", "two");
        disk.create("other", "three");
        disk.overwrite("changed", "four");
        disk.denied.addAll(List.of("new", "changed"));
        Round round = sync();
        assertThat(server.tree()).containsOnly(Map.entry("changed", "one"), Map.entry("other", "three"));
        assertThat(round.pending()).extracting(Engine.Pending::path).containsExactlyInAnyOrder("changed", "new");
        assertThat(round.pending()).allMatch(pending -> pending.why().contains("AccessDenied"));
        disk.denied.clear();
        engine.problems().clear();
        sync();
        assertBoth(Map.of("changed", "four", "new", "two", "other", "three"));
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

    @Test
    void whatIsLeftOutStaysOnBothSides() throws IOException {
        disk.create("a.tmp", "one");
        sync();
        Engine without = engine(IgnoreRules.of(List.of("*.tmp")));
        disk.remove("a.tmp");
        server.createFile(SimulatedServer.ROOT, "b.tmp", "two");
        sync(without);
        assertThat(server.tree()).isEqualTo(Map.of("a.tmp", "one", "b.tmp", "two"));
        assertThat(disk.tree()).isEmpty();
    }

    private Engine without(String... patterns) {
        disk.scope = IgnoreRules.of(List.of(patterns));
        return engine(disk.scope);
    }

    @Test
    void whatIsLeftOutDoesNotGoWithItsFolder() throws IOException {
        Engine engine = without("raw/");
        Node photos = server.createFolder(SimulatedServer.ROOT, "photos");
        Node raw = server.createFolder(photos.id(), "raw");
        server.createFile(raw.id(), "large", "one");
        server.createFile(photos.id(), "a", "two");
        server.createFile(photos.id(), "b", "three");
        sync(engine);
        disk.rename("photos/a", "a");
        disk.remove("photos");

        Round round = sync(engine);

        assertThat(server.tree())
                .isEqualTo(Map.of("photos", "/", "photos/raw", "/", "photos/raw/large", "one", "a", "two"));
        assertThat(disk.tree()).isEqualTo(Map.of("photos", "/", "a", "two"));
        assertThat(round.quiet()).isTrue();
    }

    @Test
    void aFolderThatIsDeletedThereStaysForWhatItHoldsHere() throws IOException {
        Engine engine = without("*.tmp");
        disk.makeFolder("project");
        disk.create("project/a", "one");
        sync(engine);
        disk.create("project/b.tmp", "two");
        server.trash(only("one").id(), null);
        String project = server.alive().getFirst().id();
        server.trash(project, null);

        Round round = sync(engine);

        assertThat(disk.tree()).isEqualTo(Map.of("project", "/", "project/b.tmp", "two"));
        assertThat(server.tree()).isEmpty();
        assertThat(round.quiet()).isTrue();
        assertThat(round.scan().left()).containsOnlyKeys("project");

        Node again = server.createFolder(SimulatedServer.ROOT, "project");
        server.createFile(again.id(), "c", "three");
        assertThat(sync(engine).scan().left()).isEmpty();
        assertThat(disk.tree()).isEqualTo(Map.of("project", "/", "project/b.tmp", "two", "project/c", "three"));
        assertThat(server.tree()).isEqualTo(Map.of("project", "/", "project/c", "three"));
    }

    @Test
    void aNameThatIsTakenByWhatIsLeftOutIsWaitedFor() throws IOException {
        Engine engine = without("/photos");
        server.createFolder(SimulatedServer.ROOT, "photos");
        disk.makeFolder("Photos");
        disk.create("Photos/a", "one");
        Round round = sync(engine);
        assertThat(round.pending())
                .extracting(Engine.Pending::path, Engine.Pending::why)
                .contains(tuple("Photos", "until its name is free on the server"));
        assertThat(server.tree()).containsOnlyKeys("photos");
    }

    @Test
    void aFileThatWasMovedAndIsWrittenToIsNotDeleted() throws IOException {
        disk.create("vm.img", "one");
        disk.makeFolder("vms");
        sync();
        disk.rename("vm.img", "vms/vm.img");
        disk.overwrite("vms/vm.img", "two");
        disk.busy.add("vms/vm.img");
        sync();
        assertThat(server.tree()).containsOnlyKeys("vm.img", "vms");
        disk.busy.clear();
        sync();
        assertBoth(Map.of("vms", "/", "vms/vm.img", "two"));
        assertThat(only("two").contents()).containsExactly("one", "two");
    }

    @Test
    void namesAreSwappedAlsoWhileSomethingElseIsImpossible() throws IOException {
        disk.create("a", "one");
        disk.create("b", "two");
        sync();
        disk.create("denied", "three");
        disk.denied.add("denied");
        sync();
        disk.rename("a", "c");
        disk.rename("b", "a");
        disk.rename("c", "b");
        sync();
        assertThat(server.tree()).isEqualTo(Map.of("a", "two", "b", "one"));
    }

    @Test
    void whatComesIntoAFolderInTheMomentInWhichItIsDeletedStays() throws IOException {
        disk.makeFolder("docs");
        disk.create("docs/a", "one");
        sync();
        String docs = server.alive().stream()
                .filter(Node::folder)
                .findFirst()
                .orElseThrow()
                .id();
        disk.remove("docs");
        disk.chaos = new Chaos() {
            @Override
            public void meanwhile() {
                disk.chaos = NONE;
                server.createFile(docs, "new", "two");
            }

            @Override
            public void crash() {}

            @Override
            public void cut() {}
        };
        sync();
        sync();
        assertBoth(Map.of("docs", "/", "docs/new", "two"));
    }

    @Test
    void whatIsOnTheServerIsNotMadeAgainWhenTheConnectionBreaksThen() throws IOException {
        sync();
        server.createFile(SimulatedServer.ROOT, "theirs", "two");
        disk.create("mine", "one");
        drive.chaos = new Chaos() {
            @Override
            public void meanwhile() {}

            @Override
            public void crash() {}

            @Override
            public void cut() throws IOException {
                if (!store.load().synced().isEmpty()) {
                    drive.chaos = NONE;
                    server.move(only("one").id(), null, new Place(SimulatedServer.ROOT, "moved"));
                    throw new IOException("cut");
                }
            }
        };
        assertThatThrownBy(this::sync).hasMessage("cut");
        sync();
        assertBoth(Map.of("moved", "one", "theirs", "two"));
    }

    @Test
    void nothingIsDoneWhileTheFolderOfTheServerIsGone() throws IOException {
        Node docs = server.createFolder(SimulatedServer.ROOT, "docs");
        server.createFile(docs.id(), "a", "one");
        Engine below = new Engine(
                docs.id(),
                new SyncState(store),
                disk,
                new SimulatedDrive(server, disk, "d0"),
                new Names("d0", () -> "2026-11-22"),
                Scope.ALL,
                Carriers.inOrder(),
                _ -> {});
        sync(below);
        assertThat(disk.tree()).isEqualTo(Map.of("a", "one"));
        server.trash(docs.id(), null);
        assertThatThrownBy(() -> below.round(Confirmed.NOTHING)).isInstanceOf(RootGoneException.class);
        assertThat(disk.tree()).isEqualTo(Map.of("a", "one"));
    }
}
