package dev.strata.storage.gc;

import dev.strata.storage.gc.CollectionReport.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps {@code storage.collection}, so that every process can tell how far a collection is, and whether one may run. */
@Component
class CollectionRecords {
    private static final int KEPT = 100;

    private final JdbcClient jdbc;
    private final Clock clock;

    CollectionRecords(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void begin(UUID id, boolean dryRun) {
        jdbc.sql("""
                        DELETE FROM storage.collection WHERE collection_id IN (
                            SELECT collection_id FROM storage.collection ORDER BY started_at DESC OFFSET ?)""").param(KEPT).update();
        jdbc.sql("""
                        INSERT INTO storage.collection (collection_id, dry_run, state, phase, started_at, updated_at)
                        VALUES (?, ?, 'running', 'waiting', ?, ?)""").params(id, dryRun, now(), now()).update();
    }

    void update(UUID id, State state, Tally tally) {
        jdbc.sql("""
                        UPDATE storage.collection SET state = ?, phase = ?, spaces = ?, chunks = ?, packs = ?, rewritten = ?,
                               orphans = ?, bytes = ?, notes = ?, updated_at = ? WHERE collection_id = ?""")
                .params(
                        state.text(),
                        tally.phase(),
                        tally.spaces,
                        tally.chunks,
                        tally.packs,
                        tally.rewritten,
                        tally.orphans,
                        tally.bytes,
                        tally.notes().toArray(String[]::new),
                        now(),
                        id)
                .update();
    }

    CollectionReport get(UUID id) {
        return jdbc.sql("SELECT * FROM storage.collection WHERE collection_id = ?")
                .param(id)
                .query(CollectionRecords::report)
                .single();
    }

    /** The newest first. */
    List<CollectionReport> last(int count) {
        return jdbc.sql("SELECT * FROM storage.collection ORDER BY started_at DESC LIMIT ?")
                .param(count)
                .query(CollectionRecords::report)
                .list();
    }

    /** That was meant to remove something. */
    Optional<CollectionReport> lastReal() {
        return jdbc.sql("SELECT * FROM storage.collection WHERE NOT dry_run ORDER BY started_at DESC LIMIT 1")
                .query(CollectionRecords::report)
                .optional();
    }

    void pause() {
        jdbc.sql("INSERT INTO storage.collection_pause (since) VALUES (?) ON CONFLICT DO NOTHING")
                .param(now())
                .update();
    }

    void resume() {
        jdbc.sql("DELETE FROM storage.collection_pause").update();
    }

    boolean isPaused() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM storage.collection_pause)")
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static CollectionReport report(ResultSet row, int index) throws SQLException {
        return new CollectionReport(
                row.getObject("collection_id", UUID.class),
                row.getBoolean("dry_run"),
                State.of(row.getString("state")),
                row.getString("phase"),
                row.getInt("spaces"),
                row.getLong("chunks"),
                row.getLong("packs"),
                row.getLong("rewritten"),
                row.getLong("orphans"),
                row.getLong("bytes"),
                List.of((String[]) row.getArray("notes").getArray()),
                instant(row, "started_at"),
                instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
