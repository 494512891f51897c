package dev.strata.sync.webhook;

import dev.strata.kernel.id.NodeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps {@code sync.webhook_attempt} for some days. */
@Component
class Attempts {
    private static final Duration KEPT = Duration.ofDays(7);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Attempts(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    void add(UUID webhook, List<Attempt> attempts) {
        transaction.executeWithoutResult(_ -> attempts.forEach(attempt -> jdbc.sql("""
                        INSERT INTO sync.webhook_attempt
                            (webhook_id, event_id, sequence, kind, node_id, at, duration_millis, status, error, next_try)
                        SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
                        WHERE EXISTS (SELECT FROM sync.webhook WHERE webhook_id = ?)
                        """)
                .params(webhook, attempt.id(), Long.parseLong(attempt.sequence()), attempt.kind())
                .param(attempt.nodeId() == null ? null : attempt.nodeId().value())
                .params(attempt.at().atOffset(ZoneOffset.UTC), attempt.durationMillis())
                .param(attempt.status())
                .param(attempt.error())
                .param(attempt.nextTry() == null ? null : attempt.nextTry().atOffset(ZoneOffset.UTC))
                .param(webhook)
                .update()));
    }

    /** The newest before one. */
    List<Attempt> before(UUID webhook, long number, int limit) {
        return jdbc.sql("""
                SELECT * FROM sync.webhook_attempt WHERE webhook_id = ? AND attempt_id < ?
                ORDER BY attempt_id DESC LIMIT ?
                """)
                .params(webhook, number, limit)
                .query(Attempts::attempt)
                .list();
    }

    void forget(Instant now) {
        jdbc.sql("DELETE FROM sync.webhook_attempt WHERE at < ?")
                .param(now.minus(KEPT).atOffset(ZoneOffset.UTC))
                .update();
    }

    private static Attempt attempt(ResultSet row, int index) throws SQLException {
        UUID node = row.getObject("node_id", UUID.class);
        return new Attempt(
                row.getLong("attempt_id"),
                row.getString("event_id"),
                Message.sequence(row.getLong("sequence")),
                row.getString("kind"),
                node == null ? null : new NodeId(node),
                Objects.requireNonNull(Webhooks.instant(row, "at")),
                row.getLong("duration_millis"),
                row.getObject("status", Integer.class),
                row.getString("error"),
                Webhooks.instant(row, "next_try"));
    }
}
