package dev.strata.client.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.client.sync.Engine.Round;
import dev.strata.client.sync.SimulatedServer.Node;
import java.io.IOException;
import java.util.Map;
import java.util.Random;

/** One device and its server, both in memory, and rounds of its engine. */
abstract class Rounds {
    final SimulatedServer server = new SimulatedServer(new Random(1));
    final SimulatedDisk disk = new SimulatedDisk(0, true);
    final MemoryStore store = new MemoryStore();
    final SimulatedDrive drive = new SimulatedDrive(server, disk, "d0");
    final Engine engine = engine(Scope.ALL);

    final Engine engine(Scope scope) {
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

    final Round sync() throws IOException {
        return sync(engine);
    }

    static Round sync(Engine engine) throws IOException {
        Round round = engine.round(Confirmed.NOTHING);
        while (round.done() > 0) {
            round = engine.round(Confirmed.NOTHING);
        }
        return round;
    }

    final void assertBoth(Map<String, String> tree) {
        assertThat(disk.tree()).isEqualTo(tree);
        assertThat(server.tree()).isEqualTo(tree);
    }

    final Node only(String content) {
        return server.alive().stream()
                .filter(node -> node.contents().contains(content))
                .findFirst()
                .orElseThrow();
    }
}
