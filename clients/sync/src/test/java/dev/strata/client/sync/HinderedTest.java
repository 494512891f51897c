package dev.strata.client.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.client.sync.Engine.Round;
import dev.strata.client.sync.SimulatedServer.Node;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What cannot be done now, and what happens in the moment in which it is. */
class HinderedTest extends Rounds {
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
