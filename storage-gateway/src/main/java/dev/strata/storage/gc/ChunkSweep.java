package dev.strata.storage.gc;

import dev.strata.kernel.content.ChunkId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Removes from the index the chunks that no space has any more. */
@Component
class ChunkSweep {
    private static final int BATCH = 5_000;

    /** In a dry run the spaces still have what they do not need. */
    private static final String UNHELD = """
            INSERT INTO gc_unheld (chunk_id, domain)
            SELECT c.chunk_id, c.domain FROM storage.chunk c
             WHERE NOT EXISTS (
                SELECT FROM storage.chunk_in_space s WHERE s.chunk_id = c.chunk_id AND s.domain = c.domain
                   AND NOT EXISTS (
                    SELECT FROM gc_unneeded u WHERE u.space_id = s.space_id AND u.chunk_id = s.chunk_id))""";

    private static final String TAKE = """
            DELETE FROM gc_unheld WHERE (chunk_id, domain) IN (SELECT chunk_id, domain FROM gc_unheld LIMIT ?)
            RETURNING chunk_id, domain""";

    /** Whoever wants to have a chunk locks its row first: he keeps it, or finds that it has gone. */
    private static final String LOCK = """
            SELECT c.chunk_id, c.domain FROM storage.chunk c JOIN unnest(?, ?) AS b (chunk_id, domain) USING (chunk_id, domain)
             ORDER BY c.chunk_id FOR UPDATE OF c SKIP LOCKED""";

    /** A statement of its own, so that it sees whom the lock came after. */
    private static final String SWEEP = """
            DELETE FROM storage.chunk c USING unnest(?, ?) AS b (chunk_id, domain)
             WHERE c.chunk_id = b.chunk_id AND c.domain = b.domain
               AND NOT EXISTS (
                SELECT FROM storage.chunk_in_space s WHERE s.chunk_id = c.chunk_id AND s.domain = c.domain)""";

    private record Stored(ChunkId id, UUID domain) {}

    void run(Round round) {
        JdbcTemplate marks = round.marks();
        marks.execute(
                "CREATE TEMP TABLE IF NOT EXISTS gc_unheld (chunk_id bytea, domain uuid, PRIMARY KEY (chunk_id, domain))");
        marks.execute("TRUNCATE gc_unheld");
        marks.execute("ANALYZE gc_unneeded");
        int found = marks.update(UNHELD);
        if (round.dryRun()) {
            round.tally().chunks += found;
            return;
        }
        TransactionTemplate transaction = new TransactionTemplate(
                new JdbcTransactionManager(Objects.requireNonNull(marks.getDataSource(), "it has a connection")));
        List<Stored> batch = rows(marks, TAKE, BATCH);
        while (!batch.isEmpty()) {
            List<Stored> some = batch;
            Integer gone = transaction.execute(_ -> sweep(marks, some));
            round.tally().chunks += gone == null ? 0 : gone;
            round.checkpoint().run();
            batch = rows(marks, TAKE, BATCH);
        }
    }

    private static int sweep(JdbcTemplate jdbc, List<Stored> batch) {
        List<Stored> locked = rows(jdbc, LOCK, ids(batch), domains(batch));
        return locked.isEmpty() ? 0 : jdbc.update(SWEEP, ids(locked), domains(locked));
    }

    private static List<Stored> rows(JdbcTemplate jdbc, String sql, Object... parameters) {
        List<Stored> found = new ArrayList<>();
        jdbc.query(
                sql,
                row -> {
                    found.add(new Stored(ChunkId.ofDigest(row.getBytes(1)), row.getObject(2, UUID.class)));
                },
                parameters);
        return found;
    }

    private static byte[][] ids(List<Stored> chunks) {
        return chunks.stream().map(chunk -> chunk.id().digest()).toArray(byte[][]::new);
    }

    private static UUID[] domains(List<Stored> chunks) {
        return chunks.stream().map(Stored::domain).toArray(UUID[]::new);
    }
}
