package dev.strata.sync.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps {@code sync.webhook_held}. */
@Component
class HeldLines {
    /** Beyond so many lines the log is not read on. */
    static final int MAX = 1_000;

    private final JdbcClient jdbc;

    HeldLines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Set<UUID> lines(UUID webhook) {
        return jdbc.sql("SELECT line_id FROM sync.webhook_held WHERE webhook_id = ?")
                .param(webhook)
                .query((row, _) -> row.getObject(1, UUID.class))
                .set();
    }

    /** Those whose time has come, the oldest first. */
    List<Held> due(UUID webhook, Instant now, int limit) {
        return jdbc.sql("""
                SELECT * FROM sync.webhook_held WHERE webhook_id = ? AND next_try <= ? ORDER BY next_try LIMIT ?
                """)
                .params(webhook, now.atOffset(ZoneOffset.UTC), limit)
                .query(HeldLines::held)
                .list();
    }

    /** Adds to what waits of the line already. */
    void hold(UUID webhook, Held held) {
        jdbc.sql("""
                INSERT INTO sync.webhook_held AS h
                    (webhook_id, line_id, next_version, last_version, attempts, since, next_try)
                SELECT ?, ?, ?, ?, ?, ?, ? WHERE EXISTS (SELECT FROM sync.webhook WHERE webhook_id = ?)
                ON CONFLICT (webhook_id, line_id) DO UPDATE SET
                    next_version = least(h.next_version, excluded.next_version),
                    last_version = greatest(h.last_version, excluded.last_version)
                """)
                .params(webhook, held.line(), held.next(), held.last(), held.attempts())
                .params(held.since().atOffset(ZoneOffset.UTC), held.nextTry().atOffset(ZoneOffset.UTC), webhook)
                .update();
    }

    /** Writes how far the line has come. */
    void advance(UUID webhook, Held held) {
        jdbc.sql("""
                UPDATE sync.webhook_held SET next_version = ?, attempts = ?, since = ?, next_try = ?
                WHERE webhook_id = ? AND line_id = ?
                """)
                .params(held.next(), held.attempts(), held.since().atOffset(ZoneOffset.UTC))
                .params(held.nextTry().atOffset(ZoneOffset.UTC), webhook, held.line())
                .update();
    }

    void release(UUID webhook, UUID line) {
        jdbc.sql("DELETE FROM sync.webhook_held WHERE webhook_id = ? AND line_id = ?")
                .params(webhook, line)
                .update();
    }

    /** The receiver takes something again: nobody waits any longer. */
    void releaseAll(UUID webhook, Instant now) {
        jdbc.sql("UPDATE sync.webhook_held SET next_try = ? WHERE webhook_id = ? AND next_try > ?")
                .params(now.atOffset(ZoneOffset.UTC), webhook, now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static Held held(ResultSet row, int index) throws SQLException {
        return new Held(
                row.getObject("line_id", UUID.class),
                row.getLong("next_version"),
                row.getLong("last_version"),
                row.getInt("attempts"),
                Objects.requireNonNull(Webhooks.instant(row, "since")),
                Objects.requireNonNull(Webhooks.instant(row, "next_try")));
    }
}
