package dev.strata.sync.notification;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.sync.notification.Notification.Actor;
import dev.strata.sync.notification.Notification.NamedNode;
import dev.strata.sync.notification.Notification.Quota;
import dev.strata.sync.notification.Notification.SuspiciousChange;
import dev.strata.sync.notification.Notification.Undo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Reads {@code sync.notification} with the names of now, and forgets what is old. */
@Component
public class NotificationQueries {
    private static final Duration KEPT = Duration.ofDays(90);
    private static final int PER_ACCOUNT = 1_000;

    /**
     * A node has its name for its reader as long as he owns the space, or has a grant on the node or above it and neither
     * is in the trash. The same goes for who did something to it.
     */
    private static final String SELECT = """
            SELECT n.*, n.position <= coalesce(r.read_through, 0) AS read, seen.name,
                   p.account_id AS person, p.login, p.display_name
              FROM sync.notification n
              LEFT JOIN sync.notification_reader r ON r.account_id = n.account_id
              LEFT JOIN sync.notification_setting s ON s.account_id = n.account_id AND s.kind = n.kind
              LEFT JOIN LATERAL (
                WITH RECURSIVE up AS (
                    SELECT o.node_id, o.parent_id, o.name, o.trashed, o.deleted, 0 AS height FROM sync.record o
                     WHERE o.space_id = n.space_id AND o.node_id = n.node_id AND o.type = 'node'
                    UNION ALL
                    SELECT o.node_id, o.parent_id, o.name, o.trashed, o.deleted, up.height + 1 FROM up
                      JOIN sync.record o ON o.space_id = n.space_id AND o.node_id = up.parent_id AND o.type = 'node')
                SELECT min(name) FILTER (WHERE height = 0) AS name FROM up
                HAVING NOT bool_or(deleted) AND (
                    EXISTS (SELECT FROM sync.space own WHERE own.space_id = n.space_id AND own.owner = n.account_id)
                    OR NOT bool_or(trashed) AND EXISTS (
                        SELECT FROM sync.node_grant g
                         WHERE g.node_id = ANY (array_agg(up.node_id)) AND g.active
                           AND (g.expires_at IS NULL OR g.expires_at > :now)
                           AND (g.grantee = n.account_id OR g.grantee IN (
                                SELECT group_id FROM sync.group_member WHERE account_id = n.account_id)))
                )) seen ON true
              LEFT JOIN sync.person p ON p.account_id = n.actor AND (n.node_id IS NULL OR seen.name IS NOT NULL
                OR n.kind = 'access-asked')
             WHERE n.account_id = :account AND n.at > :oldest
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    NotificationQueries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The newest first, of those that the account wants to see. */
    public List<Notification> list(AccountId account, boolean unread, long before, int rows) {
        return jdbc.sql(SELECT + """
                         AND coalesce(s.product, true) AND n.position < :before
                         AND (NOT :unread OR n.position > coalesce(r.read_through, 0))
                         ORDER BY n.position DESC LIMIT :rows""")
                .param("account", account.value())
                .param("now", utc(clock.instant()))
                .param("oldest", utc(clock.instant().minus(KEPT)))
                .param("before", before)
                .param("unread", unread)
                .param("rows", rows)
                .query(NotificationQueries::notification)
                .list();
    }

    /** Those after a position that are to be told by mail and were not read meanwhile, the oldest first. */
    List<Notification> toMail(AccountId account, long after, Instant oldest, int rows) {
        return jdbc.sql(SELECT + """
                         AND coalesce(s.mail, n.kind = ANY (CAST(:mailed AS text[])))
                         AND n.position > greatest(:after, coalesce(r.read_through, 0))
                         ORDER BY n.position LIMIT :rows""")
                .param("account", account.value())
                .param("now", utc(clock.instant()))
                .param("oldest", utc(oldest))
                .param("mailed", NotificationSettings.mailedByDefault())
                .param("after", after)
                .param("rows", rows)
                .query(NotificationQueries::notification)
                .list();
    }

    /** One of them, wherever the account wants to see it. */
    public Optional<Notification> find(AccountId account, long position) {
        return jdbc.sql(SELECT + " AND n.position = :position")
                .param("account", account.value())
                .param("now", utc(clock.instant()))
                .param("oldest", utc(clock.instant().minus(KEPT)))
                .param("position", position)
                .query(NotificationQueries::notification)
                .optional();
    }

    /** That there is one. */
    public record Place(long position, NotificationKind kind) {}

    /** What one token covers and another does not, the oldest first; no kinds are all kinds. */
    public List<Place> between(
            AccountId account, GapAwareTrackingToken from, GapAwareTrackingToken to, Set<String> kinds, int rows) {
        return jdbc.sql("""
                        SELECT position, kind FROM sync.notification
                         WHERE account_id = :account AND at > :oldest
                           AND (position > :from OR position = ANY (CAST(:fromGaps AS bigint[])))
                           AND position <= :to AND position <> ALL (CAST(:toGaps AS bigint[]))
                           AND (:all OR kind = ANY (CAST(:kinds AS text[])))
                         ORDER BY position LIMIT :rows""")
                .param("account", account.value())
                .param("oldest", utc(clock.instant().minus(KEPT)))
                .param("from", from.getIndex())
                .param("fromGaps", from.getGaps().toArray(Long[]::new))
                .param("to", to.getIndex())
                .param("toGaps", to.getGaps().toArray(Long[]::new))
                .param("all", kinds.isEmpty())
                .param("kinds", kinds.toArray(String[]::new))
                .param("rows", rows)
                .query((row, _) -> new Place(row.getLong("position"), NotificationKind.of(row.getString("kind"))))
                .list();
    }

    public long unread(AccountId account) {
        return jdbc.sql("""
                        SELECT count(*) FROM sync.notification n
                          LEFT JOIN sync.notification_reader r ON r.account_id = n.account_id
                          LEFT JOIN sync.notification_setting s ON s.account_id = n.account_id AND s.kind = n.kind
                         WHERE n.account_id = ? AND n.at > ? AND n.position > coalesce(r.read_through, 0)
                           AND coalesce(s.product, true)""")
                .params(account.value(), utc(clock.instant().minus(KEPT)))
                .query(Long.class)
                .single();
    }

    /** Never back, and no further than to the newest that there is. */
    public void read(AccountId account, long through) {
        jdbc.sql("""
                        INSERT INTO sync.notification_reader AS r (account_id, read_through)
                        SELECT account_id, least(max(position), :through) FROM sync.notification
                         WHERE account_id = :account GROUP BY account_id
                        ON CONFLICT (account_id) DO UPDATE
                            SET read_through = greatest(r.read_through, excluded.read_through)""")
                .param("account", account.value())
                .param("through", through)
                .update();
    }

    private static Notification notification(ResultSet row, int index) throws SQLException {
        NotificationKind kind = NotificationKind.of(row.getString("kind"));
        Actor actor = actor(row);
        NamedNode node = node(row);
        String role = row.getString("role");
        Long bytes = row.getObject("quota", Long.class);
        Quota quota = bytes == null ? null : new Quota(bytes, row.getLong("used"));
        SuspiciousChange change = change(row);
        return new Notification(
                row.getLong("position"),
                kind,
                Objects.requireNonNull(instant(row, "at")),
                row.getBoolean("read"),
                NotificationText.of(kind, actor, node, role, quota, change),
                actor,
                node,
                row.getObject("subject", UUID.class),
                role,
                quota,
                change);
    }

    private static @Nullable Actor actor(ResultSet row) throws SQLException {
        UUID person = row.getObject("person", UUID.class);
        return person == null
                ? null
                : new Actor(new AccountId(person), row.getString("login"), row.getString("display_name"));
    }

    private static @Nullable NamedNode node(ResultSet row) throws SQLException {
        UUID node = row.getObject("node_id", UUID.class);
        return node == null
                ? null
                : new NamedNode(
                        new NodeId(node), new SpaceId(row.getObject("space_id", UUID.class)), row.getString("name"));
    }

    /** The filter begins a moment before the first of the changes. */
    private static @Nullable SuspiciousChange change(ResultSet row) throws SQLException {
        Instant since = instant(row, "since");
        UUID actor = row.getObject("actor", UUID.class);
        if (since == null || actor == null) {
            return null;
        }
        UUID device = row.getObject("device", UUID.class);
        return new SuspiciousChange(
                row.getLong("deleted"),
                row.getLong("rewritten"),
                since,
                new Undo(since.minusMillis(1), new AccountId(actor), device == null ? null : new DeviceId(device)));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    @Scheduled(initialDelay = 300_000, fixedDelay = 3_600_000)
    void forgetOld() {
        jdbc.sql("DELETE FROM sync.notification WHERE at < ?")
                .param(utc(clock.instant().minus(KEPT)))
                .update();
        jdbc.sql("""
                        DELETE FROM sync.notification n USING (
                            SELECT account_id, (array_agg(position ORDER BY position DESC))[:kept] AS oldest
                              FROM sync.notification GROUP BY account_id HAVING count(*) > :kept) many
                         WHERE n.account_id = many.account_id AND n.position < many.oldest""").param("kept", PER_ACCOUNT).update();
    }
}
