package dev.strata.sync.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.NodeId;
import dev.strata.sync.Home;
import dev.strata.sync.SyncServer;
import dev.strata.testing.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A reader who reads while others write misses nothing, whatever the size of his pages. */
class ConcurrentReaderTest {
    private static final int WRITERS = 4;
    private static final int EVENTS = 40;

    private final SyncServer server = SyncServer.shared();
    private final Home home = server.newHome();

    @Test
    void noPageSkipsAnything() throws InterruptedException {
        server.settle();
        Reader fromTheStart = new Reader(server, home).catchUp(1);
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(Thread.ofPlatform().start(this::write));
        }
        List<Reader> joined = new ArrayList<>();
        while (writers.stream().anyMatch(Thread::isAlive)) {
            fromTheStart.readPage(3);
            Reader late = new Reader(server, home);
            late.readPage(2);
            joined.add(late);
        }
        for (Thread writer : writers) {
            writer.join();
        }
        int nodes = 1 + WRITERS * EVENTS;
        Await.until(
                Duration.ofSeconds(60),
                "the feed holds all files",
                () -> new Reader(server, home).catchUp(500).held().size() == nodes);
        var all = new Reader(server, home).catchUp(500).state();
        assertThat(fromTheStart.catchUp(3).state()).isEqualTo(all);
        joined.stream()
                .skip(Math.max(0, joined.size() - 20))
                .forEach(reader -> assertThat(reader.catchUp(50).state()).isEqualTo(all));
    }

    private void write() {
        for (int i = 0; i < EVENTS; i++) {
            NodeId file = home.file(home.root, "f" + i, 1);
            home.rename(file, "g" + i);
        }
    }
}
