package dev.strata.sync.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.sync.Home;
import dev.strata.sync.SyncServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens in a space and whatever of it is given and taken, whenever a reader who was given something reads, and
 * whenever tombstones are forgotten: in the end he holds his own root and what he can see of what he has, as a fresh reader does.
 */
class ShareProperties {
    private static final int EVENTS = 120;

    private final SyncServer server = SyncServer.shared();
    private final Home owner = server.newHome();
    private final Home guest = server.newHome();

    /** In the order in which they were given: a map by id would make each run another. */
    private final Map<NodeId, GrantId> given = new LinkedHashMap<>();

    /** {@code -Dshares.seeds=300} for a long run. */
    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("shares.seeds", 16));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyGuestEndsWhereAFreshOneDoes(long seed) {
        Random random = new Random(seed);
        TreeModel model = new TreeModel(owner, random);
        List<Reader> readers = new ArrayList<>();
        List<Instant> moments = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            moments.add(Instant.now());
            switch (random.nextInt(12)) {
                case 0, 1 -> shareOrUnshare(model, random);
                case 2 -> model.moveWithAFolder();
                case 3 -> model.emptyAFolderElsewhere();
                default -> model.step();
            }
            if (random.nextInt(20) == 0) {
                letManyThingsHappenElsewhere();
            }
            if (random.nextInt(8) == 0) {
                server.settle();
                readers.add(new Reader(server, guest));
                readers.forEach(reader -> ConvergenceProperties.readSomewhat(reader, random));
                ConvergenceProperties.forgetSometimes(server, random, moments);
            }
        }
        server.settle();
        Reader fresh = new Reader(server, guest).catchUp(7);
        Set<NodeId> visible = new HashSet<>(model.visibleIn(given.keySet()));
        visible.add(guest.root);
        assertThat(fresh.held()).isEqualTo(visible);
        for (Reader reader : readers) {
            assertThat(reader.catchUp(1 + random.nextInt(20)).state()).isEqualTo(fresh.state());
        }
    }

    /** So many that a reader looks for his few nodes in another way. */
    private void letManyThingsHappenElsewhere() {
        server.settle();
        server.sql()
                .sql("UPDATE sync.space SET head = head + 5000 WHERE space_id = ?")
                .param(owner.space.value())
                .update();
    }

    private void shareOrUnshare(TreeModel model, Random random) {
        NodeId node = random.nextBoolean() || given.isEmpty()
                ? model.any()
                : given.keySet().iterator().next();
        GrantId grant = given.remove(node);
        if (grant != null) {
            owner.unshare(grant, node, guest.account);
        } else if (node != null) {
            given.put(node, owner.share(node, guest.account, "viewer"));
        }
    }

    @Test
    void aReplayTellsGuestsTheSame() {
        Random random = new Random(31);
        TreeModel model = new TreeModel(owner, random);
        for (int i = 0; i < 60; i++) {
            if (random.nextInt(6) == 0) {
                shareOrUnshare(model, random);
            } else {
                model.step();
            }
        }
        server.settle();
        Reader behind = new Reader(server, guest);
        behind.readPage(3);
        Reader caughtUp = new Reader(server, guest).catchUp(10);
        String before = rows();

        server.replay();

        assertThat(rows()).isEqualTo(before);
        for (int i = 0; i < 20; i++) {
            model.step();
        }
        server.settle();
        Reader fresh = new Reader(server, guest).catchUp(100);
        assertThat(caughtUp.catchUp(3).state()).isEqualTo(fresh.state());
        assertThat(behind.catchUp(3).state()).isEqualTo(fresh.state());
    }

    private String rows() {
        return server.sql()
                .sql("""
                        SELECT coalesce((SELECT string_agg(s::text, chr(10) ORDER BY root_id) FROM sync.share s
                                WHERE space_id = :space), '')
                            || coalesce((SELECT string_agg(d::text, chr(10) ORDER BY root_id, node_id)
                                FROM sync.departure d WHERE space_id = :space), '')
                        """)
                .param("space", owner.space.value())
                .query(String.class)
                .single();
    }
}
