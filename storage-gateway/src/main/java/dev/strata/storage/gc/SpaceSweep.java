package dev.strata.storage.gc;

import dev.strata.kernel.id.SpaceId;
import dev.strata.storage.manifest.ManifestStore;
import dev.strata.storage.reference.ManifestReferences;
import dev.strata.storage.reference.ManifestReferences.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Takes from each space the chunks that none of its versions needs and that are not pinned. */
@Component
class SpaceSweep {
    private static final Logger LOG = LoggerFactory.getLogger(SpaceSweep.class);
    private static final int MARK_BATCH = 10_000;
    private static final int SWEEP_BATCH = 5_000;

    private static final String NEXT_SPACE = """
            SELECT space_id FROM storage.chunk_in_space
             WHERE CAST(? AS uuid) IS NULL OR space_id > ? ORDER BY space_id LIMIT 1""";
    private static final String UNNEEDED = """
            INSERT INTO gc_unneeded (space_id, chunk_id, domain)
            SELECT space_id, chunk_id, domain FROM storage.chunk_in_space s
             WHERE space_id = ? AND pinned_until < ?
               AND NOT EXISTS (SELECT FROM gc_mark m WHERE m.chunk_id = s.chunk_id)""";

    private static final String LOST = """
            SELECT count(*) FROM gc_mark m WHERE NOT EXISTS (SELECT FROM storage.chunk c WHERE c.chunk_id = m.chunk_id)""";

    /** Who is just being told of a chunk keeps it: his pin is looked at again, and rows that he has locked are left. */
    private static final String SWEEP = """
            WITH batch AS (
                DELETE FROM gc_unneeded WHERE (space_id, chunk_id) IN (
                    SELECT space_id, chunk_id FROM gc_unneeded LIMIT ?)
                RETURNING space_id, chunk_id),
            gone AS (
                SELECT s.space_id, s.chunk_id FROM storage.chunk_in_space s JOIN batch USING (space_id, chunk_id)
                 WHERE s.pinned_until < ? ORDER BY s.chunk_id FOR UPDATE OF s SKIP LOCKED),
            swept AS (
                DELETE FROM storage.chunk_in_space s USING gone
                 WHERE s.space_id = gone.space_id AND s.chunk_id = gone.chunk_id)
            SELECT count(*) FROM batch""";

    private final ManifestReferences references;
    private final ManifestStore manifests;

    SpaceSweep(ManifestReferences references, ManifestStore manifests) {
        this.references = references;
        this.manifests = manifests;
    }

    void run(Round round) {
        round.marks().execute("CREATE TEMP TABLE IF NOT EXISTS gc_mark (chunk_id bytea PRIMARY KEY)");
        round.marks().execute("""
                        CREATE TEMP TABLE IF NOT EXISTS gc_unneeded (
                            space_id uuid, chunk_id bytea, domain uuid, PRIMARY KEY (space_id, chunk_id))""");
        round.marks().execute("TRUNCATE gc_unneeded");
        UUID space = next(null, round.marks());
        while (space != null) {
            sweep(new SpaceId(space), round);
            round.tally().spaces++;
            round.checkpoint().run();
            space = next(space, round.marks());
        }
    }

    private static @Nullable UUID next(@Nullable UUID after, JdbcTemplate jdbc) {
        List<UUID> found = jdbc.query(NEXT_SPACE, (row, _) -> row.getObject(1, UUID.class), after, after);
        return found.isEmpty() ? null : found.getFirst();
    }

    private void sweep(SpaceId space, Round round) {
        if (round.spared().contains(space) || !mark(space, round)) {
            return;
        }
        round.marks().execute("ANALYZE gc_mark");
        Long lost = round.marks().queryForObject(LOST, Long.class);
        round.tally().lost += lost == null ? 0 : lost;
        round.marks().update(UNNEEDED, space.value(), round.startAt());
        if (!round.dryRun()) {
            round.checkpoint().run();
            while (batch(round) > 0) {
                round.checkpoint().run();
            }
        }
    }

    private static long batch(Round round) {
        Long count = round.marks().queryForObject(SWEEP, Long.class, SWEEP_BATCH, round.startAt());
        return count == null ? 0 : count;
    }

    /** False if it is not known what the space needs: then it keeps everything. */
    private boolean mark(SpaceId space, Round round) {
        round.marks().execute("TRUNCATE gc_mark");
        List<byte[]> ids = new ArrayList<>();
        List<Reference> page = references.of(space, null, round.cutoff());
        while (!page.isEmpty()) {
            for (Reference reference : page) {
                if (!collect(reference, ids, round)) {
                    return false;
                }
            }
            round.checkpoint().run();
            page = references.of(space, page.getLast(), round.cutoff());
        }
        flush(ids, round.marks());
        return true;
    }

    private boolean collect(Reference reference, List<byte[]> ids, Round round) {
        try {
            manifests.chunkIds(reference.manifest(), id -> {
                ids.add(id.digest());
                if (ids.size() >= MARK_BATCH) {
                    flush(ids, round.marks());
                }
            });
            return true;
        } catch (IOException e) {
            LOG.warn("nothing is collected in the space {}", reference.space(), e);
            round.tally()
                    .note("Nothing is collected in space %s: manifest %s cannot be read: %s"
                            .formatted(reference.space(), reference.manifest(), e.getMessage()));
            return false;
        }
    }

    private static void flush(List<byte[]> ids, JdbcTemplate jdbc) {
        jdbc.update("INSERT INTO gc_mark SELECT unnest(?) ON CONFLICT DO NOTHING", (Object) ids.toArray(byte[][]::new));
        ids.clear();
    }
}
