package dev.strata.sync.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.NodeId;
import dev.strata.sync.Home;
import dev.strata.sync.SyncServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happens, in whatever order, whenever a reader reads, and whenever tombstones are forgotten: in the end he holds
 * what a fresh snapshot holds.
 */
class ConvergenceProperties {
    private static final int EVENTS = 80;

    private final SyncServer server = SyncServer.shared();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void everyReaderEndsWhereAFreshOneDoes(long seed) {
        Random random = new Random(seed);
        Home home = server.newHome();
        TreeModel model = new TreeModel(home, random);
        List<Reader> readers = new ArrayList<>();
        List<Instant> moments = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            moments.add(Instant.now());
            model.step();
            if (random.nextInt(8) == 0) {
                server.settle();
                readers.add(new Reader(server, home));
                readers.forEach(reader -> readSomewhat(reader, random));
                forgetSometimes(server, random, moments);
            }
        }
        server.settle();
        Reader fresh = new Reader(server, home).catchUp(7);
        assertThat(fresh.held()).isEqualTo(model.visible());
        for (Reader reader : readers) {
            assertThat(reader.catchUp(1 + random.nextInt(20)).state()).isEqualTo(fresh.state());
        }
    }

    /** All that has gone, or what had gone at one of these moments. */
    static void forgetSometimes(SyncServer server, Random random, List<Instant> moments) {
        if (random.nextInt(3) == 0) {
            int moment = random.nextInt(2 * moments.size());
            server.bean(Tombstones.class)
                    .forgetBefore(moment < moments.size() ? moments.get(moment) : TombstoneTest.AFTER_ALL);
        }
    }

    /** Not at all, some pages, or up to now. */
    static void readSomewhat(Reader reader, Random random) {
        int pages = random.nextInt(4);
        if (pages == 3) {
            reader.catchUp(5);
        }
        for (int i = 0; i < pages && pages < 3; i++) {
            reader.readPage(1 + random.nextInt(5));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void whatTheTrashHidesDoesNotMatter(long seed) {
        Random random = new Random(seed);
        Home home = server.newHome();
        NodeId bin = home.folder(home.root, "bin");
        TreeModel model = new TreeModel(home, random);
        model.adopt(bin);
        for (int i = 0; i < EVENTS; i++) {
            model.step();
        }
        server.settle();
        assertThat(new Reader(server, home).catchUp(3).held()).isEqualTo(model.visible());
    }
}
