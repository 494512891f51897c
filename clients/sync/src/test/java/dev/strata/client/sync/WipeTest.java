package dev.strata.client.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is left of a folder when the server has ordered its device to remove what it holds. */
class WipeTest {
    private final SimulatedServer server = new SimulatedServer(new Random(1));
    private final SimulatedDisk disk = new SimulatedDisk(0, true);
    private final MemoryStore store = new MemoryStore();

    private void sync() throws IOException {
        Engine engine = new Engine(
                SimulatedServer.ROOT,
                new SyncState(store),
                disk,
                new SimulatedDrive(server, disk, "d0"),
                new Names("d0", () -> "2026-11-22"),
                Scope.ALL,
                Carriers.inOrder(),
                _ -> {});
        while (engine.round(Confirmed.NOTHING).done() > 0) {
            // More may follow from it.
        }
    }

    private Wipe.Result wipe() throws IOException {
        return Wipe.run(SimulatedServer.ROOT, disk, new SyncState(store).synced());
    }

    @Test
    void nothingIsLeftOfWhatTheServerHas() throws IOException {
        disk.makeFolder("docs");
        disk.makeFolder("docs/deep");
        disk.create("docs/deep/a", "one");
        server.createFile(SimulatedServer.ROOT, "b", "two");
        sync();
        disk.rename("docs/deep/a", "docs/moved since");

        assertThat(wipe()).isEqualTo(new Wipe.Result(2, Map.of()));

        assertThat(disk.tree()).isEmpty();
        assertThat(server.tree()).containsOnlyKeys("docs", "docs/deep", "docs/deep/a", "b");
    }

    @Test
    void whatWasNeverSentStaysWithItsFoldersAndIsSaid() throws IOException {
        disk.makeFolder("docs");
        disk.create("docs/a", "one");
        disk.create("docs/b", "two");
        sync();
        disk.overwrite("docs/a", "mine");
        disk.create("docs/c", "three");
        disk.makeFolder("new");

        Wipe.Result result = wipe();

        assertThat(result.removed()).isEqualTo(1);
        assertThat(result.left())
                .isEqualTo(Map.of(
                        "docs/a",
                        "was changed since it was sent",
                        "docs/c",
                        "was never sent",
                        "new",
                        "was never sent"));
        assertThat(disk.tree()).isEqualTo(Map.of("docs", "/", "docs/a", "mine", "docs/c", "three", "new", "/"));
    }

    @Test
    void whatCannotBeReadStays() throws IOException {
        disk.makeFolder("docs");
        disk.create("docs/a", "one");
        disk.create("b", "two");
        sync();
        disk.unreadable.add("docs");

        wipe();

        assertThat(disk.tree()).isEqualTo(Map.of("docs", "/", "docs/a", "one"));
    }

    @Test
    void itIsEndedByTheNextRunIfItCouldNot() throws IOException {
        disk.create("a", "one");
        disk.create("b", "two");
        sync();
        disk.remove("a");

        assertThat(wipe()).isEqualTo(new Wipe.Result(1, Map.of()));

        assertThat(disk.tree()).isEmpty();
    }
}
