package dev.strata.query.operation;

import dev.strata.query.operation.ReplayProgress.State;
import dev.strata.query.projection.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps {@code query.replay}, so that every process can tell how far a replay is. */
@Component
class ReplayRecords {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    ReplayRecords(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void begin(String projection, boolean compareOnly) {
        jdbc.sql("""
                        INSERT INTO query.replay (projection, compare_only, state, done, total, started_at, updated_at)
                        VALUES (?, ?, 'building', 0, 0, now(), now())
                        ON CONFLICT (projection) DO UPDATE SET (compare_only, state, done, total, started_at, updated_at,
                            detail, comparison) = ROW (excluded.compare_only, excluded.state, 0, 0, now(), now(), NULL, NULL)""").params(projection, compareOnly).update();
    }

    void building(String projection, long done, long total) {
        jdbc.sql("UPDATE query.replay SET done = ?, total = ?, updated_at = now() WHERE projection = ?")
                .params(done, total, projection)
                .update();
    }

    void state(String projection, State state, @Nullable String detail) {
        jdbc.sql("UPDATE query.replay SET state = ?, detail = ? WHERE projection = ?")
                .param(state.text())
                .param(detail)
                .param(projection)
                .update();
    }

    void comparison(String projection, List<TableComparison> comparison) {
        jdbc.sql("UPDATE query.replay SET comparison = CAST(? AS json) WHERE projection = ?")
                .params(json.writeValueAsString(comparison), projection)
                .update();
    }

    Optional<ReplayProgress> find(String projection) {
        return read(projection).map(this::checked);
    }

    private Optional<ReplayProgress> read(String projection) {
        return jdbc.sql("SELECT * FROM query.replay WHERE projection = ?")
                .param(projection)
                .query(this::progress)
                .optional();
    }

    /**
     * A replay that holds no lock does not run, whatever its process wrote down last. Unless it has just come to its
     * end, which is written down before the lock is given back.
     */
    private ReplayProgress checked(ReplayProgress first) {
        if (first.state().isEnd() || ReplayLock.isTaken(jdbc, first.projection())) {
            return first;
        }
        ReplayProgress last = read(first.projection()).orElse(first);
        return last.state().isEnd() || !last.startedAt().equals(first.startedAt()) ? last : interrupted(last);
    }

    private static ReplayProgress interrupted(ReplayProgress last) {
        return new ReplayProgress(
                last.projection(),
                State.INTERRUPTED,
                last.compareOnly(),
                last.done(),
                last.total(),
                last.eventsPerSecond(),
                last.startedAt(),
                last.updatedAt(),
                "The process that ran it has ended. What was read before is still read; begin again.",
                last.comparison());
    }

    private ReplayProgress progress(ResultSet row, int index) throws SQLException {
        Instant started = Columns.instant(row, "started_at");
        Instant updated = Columns.instant(row, "updated_at");
        long done = row.getLong("done");
        String comparison = row.getString("comparison");
        return new ReplayProgress(
                row.getString("projection"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getBoolean("compare_only"),
                done,
                row.getLong("total"),
                1e3 * done / Math.max(1, Duration.between(started, updated).toMillis()),
                started,
                updated,
                row.getString("detail"),
                comparison == null ? List.of() : List.of(json.readValue(comparison, TableComparison[].class)));
    }
}
