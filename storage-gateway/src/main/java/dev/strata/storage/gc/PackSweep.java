package dev.strata.storage.gc;

import dev.strata.storage.index.PackSwap;
import dev.strata.storage.pack.PackStores;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Removes packs in which nothing lies: first from the index, then, when that is committed, from their store. Readers who
 * have looked into the index before look again.
 */
@Component
class PackSweep {
    private static final Logger LOG = LoggerFactory.getLogger(PackSweep.class);
    private static final int BATCH = 1_000;

    /** In a dry run the chunks that would be gone are still there. */
    private static final String USE = """
            INSERT INTO gc_pack (pack_id, domain, length, live, chunks, bad)
            SELECT p.pack_id, k.domain, p.length, coalesce(sum(c.sealed_length), 0), count(c.chunk_id),
                   coalesce(bool_or(c.bad), false)
              FROM storage.pack p JOIN storage.data_key k USING (key_id)
              LEFT JOIN storage.chunk c ON c.pack_id = p.pack_id
               AND NOT EXISTS (SELECT FROM gc_unheld u WHERE u.chunk_id = c.chunk_id AND u.domain = c.domain)
             GROUP BY p.pack_id, k.domain, p.length""";

    private final PackSwap swap;
    private final PackStores stores;
    private final JdbcTemplate jdbc;
    private final Clock clock;

    PackSweep(PackSwap swap, PackStores stores, JdbcTemplate jdbc, Clock clock) {
        this.swap = swap;
        this.stores = stores;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Doomed(UUID pack, String store, long length) {}

    /** Leaves the table {@code gc_pack}, which says how much of each pack is needed. */
    void run(Round round) {
        JdbcTemplate marks = round.marks();
        marks.execute("""
                CREATE TEMP TABLE IF NOT EXISTS gc_pack (
                    pack_id uuid PRIMARY KEY, domain uuid, length bigint, live bigint, chunks bigint, bad boolean)""");
        marks.execute("TRUNCATE gc_pack");
        marks.update(USE);
        if (round.dryRun()) {
            marks.query("SELECT count(*), coalesce(sum(length), 0) FROM gc_pack WHERE chunks = 0", row -> {
                round.tally().packs += row.getLong(1);
                round.tally().bytes += row.getLong(2);
            });
            return;
        }
        List<UUID> empty =
                marks.query("SELECT pack_id FROM gc_pack WHERE chunks = 0", (row, _) -> row.getObject(1, UUID.class));
        for (int from = 0; from < empty.size(); from += BATCH) {
            round.tally().packs += swap.doom(empty.subList(from, Math.min(empty.size(), from + BATCH)));
            deleteDoomed(round.tally());
            round.checkpoint().run();
        }
    }

    /** Deletes the objects of packs that the index has forgotten, also those that an earlier collection has left. */
    void deleteDoomed(Tally tally) {
        for (Doomed doomed : doomed()) {
            try {
                stores.get(doomed.store()).delete(StoredName.pack(doomed.pack()));
                jdbc.update(
                        "DELETE FROM storage.doomed_pack WHERE pack_id = ? AND store = ?",
                        doomed.pack(),
                        doomed.store());
                tally.bytes += doomed.length();
            } catch (IOException e) {
                LOG.warn("the pack {} stays in the store {} for now", doomed.pack(), doomed.store(), e);
                tally.note("Pack %s stays in the store %s for now: %s"
                        .formatted(doomed.pack(), doomed.store(), e.getMessage()));
            }
        }
    }

    private List<Doomed> doomed() {
        return new ArrayList<>(jdbc.query(
                "SELECT pack_id, store, length FROM storage.doomed_pack WHERE not_before IS NULL OR not_before <= ?",
                (row, _) ->
                        new Doomed(row.getObject("pack_id", UUID.class), row.getString("store"), row.getInt("length")),
                clock.instant().atOffset(ZoneOffset.UTC)));
    }
}
