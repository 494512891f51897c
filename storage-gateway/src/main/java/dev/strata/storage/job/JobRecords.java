package dev.strata.storage.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Keeps {@code storage.job}, so that every process can tell how far a job is. */
@Component
class JobRecords {
    private static final int KEPT = 100;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    JobRecords(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void begin(UUID id, String kind, Map<String, String> options) {
        jdbc.sql("""
                        DELETE FROM storage.job WHERE job_id IN (
                            SELECT job_id FROM storage.job WHERE kind = ? ORDER BY started_at DESC OFFSET ?)""").params(kind, KEPT).update();
        jdbc.sql("""
                        INSERT INTO storage.job (job_id, kind, options, state, phase, started_at, updated_at)
                        VALUES (?, ?, CAST(? AS jsonb), 'running', 'waiting', ?, ?)""")
                .params(id, kind, json.writeValueAsString(options), now(), now())
                .update();
    }

    void update(UUID id, JobState state, JobRun run) {
        jdbc.sql("""
                        UPDATE storage.job SET state = ?, phase = ?, figures = CAST(? AS jsonb), notes = ?, updated_at = ?
                         WHERE job_id = ?""")
                .params(
                        state.text(),
                        run.phase(),
                        json.writeValueAsString(run.figures()),
                        run.notes().toArray(String[]::new),
                        now(),
                        id)
                .update();
    }

    JobReport get(UUID id) {
        return jdbc.sql("SELECT * FROM storage.job WHERE job_id = ?")
                .param(id)
                .query(this::report)
                .single();
    }

    /** The newest first. */
    List<JobReport> last(String kind, int count) {
        return jdbc.sql("SELECT * FROM storage.job WHERE kind = ? ORDER BY started_at DESC LIMIT ?")
                .params(kind, count)
                .query(this::report)
                .list();
    }

    Optional<JobReport> last(String kind) {
        return last(kind, 1).stream().findFirst();
    }

    void pause(String kind) {
        jdbc.sql("INSERT INTO storage.job_pause (kind, since) VALUES (?, ?) ON CONFLICT DO NOTHING")
                .params(kind, now())
                .update();
    }

    void resume(String kind) {
        jdbc.sql("DELETE FROM storage.job_pause WHERE kind = ?").param(kind).update();
    }

    boolean isPaused(String kind) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM storage.job_pause WHERE kind = ?)")
                .param(kind)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private JobReport report(ResultSet row, int index) throws SQLException {
        return new JobReport(
                row.getObject("job_id", UUID.class),
                row.getString("kind"),
                json.readValue(row.getString("options"), new TypeReference<Map<String, String>>() {}),
                JobState.of(row.getString("state")),
                row.getString("phase"),
                json.readValue(row.getString("figures"), new TypeReference<Map<String, Long>>() {}),
                List.of((String[]) row.getArray("notes").getArray()),
                instant(row, "started_at"),
                instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
