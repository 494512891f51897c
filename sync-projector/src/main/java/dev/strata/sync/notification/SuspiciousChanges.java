package dev.strata.sync.notification;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.kernel.node.NodeEvent.NodeTrashed;
import dev.strata.kernel.node.NodeEvent.VersionAdded;
import dev.strata.kernel.node.NodeEvent.VersionRestored;
import dev.strata.sync.transport.CommittedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Notices when one account, with one device, deletes or rewrites much of a space in ten minutes, as malware does that
 * encrypts files. The owner is told once, and for an hour not again. What an undo does, and what the server does by
 * itself, does not count. Rows are kept for ten minutes, so that a sum is over no more of them than are suspicious.
 */
@Component
class SuspiciousChanges {
    private static final Duration WITHIN = Duration.ofMinutes(10);
    private static final Duration QUIET = Duration.ofHours(1);
    private static final UUID NO_DEVICE = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final Notifications notifications;
    private final int nodes;

    SuspiciousChanges(
            JdbcClient jdbc, Notifications notifications, @Value("${strata.notifications.suspicious:500}") int nodes) {
        this.jdbc = jdbc;
        this.notifications = notifications;
        this.nodes = nodes;
    }

    void watch(NodeEvent event, CommittedEvent at) {
        AccountId actor = at.metadata().actor();
        if (actor != null && at.metadata().operation() == null) {
            switch (event) {
                case NodeTrashed e -> count(e.spaceId(), actor, at, below(e.spaceId(), e.nodeId()), 0);
                case VersionAdded e -> count(e.spaceId(), actor, at, 0, 1);
                case VersionRestored e -> count(e.spaceId(), actor, at, 0, 1);
                default -> {
                    // Neither deletes nor rewrites.
                }
            }
        }
    }

    /** How many nodes a folder takes with it, itself included; counted no further than matters. */
    private long below(SpaceId space, NodeId node) {
        return jdbc.sql("""
                        WITH RECURSIVE below AS (
                            SELECT CAST(:node AS uuid) AS node_id
                            UNION ALL
                            SELECT r.node_id FROM below
                              JOIN sync.record r ON r.space_id = :space AND r.parent_id = below.node_id
                             WHERE NOT r.trashed AND NOT r.deleted)
                        SELECT count(*) FROM (SELECT FROM below LIMIT :nodes) counted""")
                .param("node", node.value())
                .param("space", space.value())
                .param("nodes", 100L * nodes)
                .query(Long.class)
                .single();
    }

    private void count(SpaceId space, AccountId actor, CommittedEvent event, long deleted, long rewritten) {
        DeviceId device = event.metadata().device();
        Map<String, @Nullable Object> key = new HashMap<>();
        key.put("space", space.value());
        key.put("actor", actor.value());
        key.put("device", device == null ? NO_DEVICE : device.value());
        key.put("at", utc(event.time()));
        if (isQuiet(key)) {
            return;
        }
        key.put("since", utc(event.time().minus(WITHIN)));
        key.put("position", event.position());
        key.put("deleted", deleted);
        key.put("rewritten", rewritten);
        Sum sum = add(key);
        if (sum.deleted() + sum.rewritten() >= nodes) {
            ownerOf(space).ifPresent(owner -> tell(owner, space, device, event, sum));
            quieten(key);
        }
    }

    private boolean isQuiet(Map<String, @Nullable Object> key) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM sync.suspicion WHERE space_id = :space AND actor = :actor
                           AND device = :device AND quiet_until > :at)""").params(key).query(Boolean.class).single();
    }

    private record Sum(long deleted, long rewritten, OffsetDateTime since) {}

    /** The sum does not see the row that is written beside it, so that an event that comes again counts once. */
    private Sum add(Map<String, @Nullable Object> row) {
        return jdbc.sql("""
                        WITH gone AS (DELETE FROM sync.recent_change WHERE space_id = :space AND at < :since),
                        added AS (
                            INSERT INTO sync.recent_change (position, space_id, actor, device, at, deleted, rewritten)
                            VALUES (:position, :space, :actor, :device, :at, :deleted, :rewritten)
                            ON CONFLICT DO NOTHING)
                        SELECT coalesce(sum(deleted), 0) + :deleted AS deleted,
                            coalesce(sum(rewritten), 0) + :rewritten AS rewritten,
                            least(min(at), :at) AS since
                          FROM sync.recent_change
                         WHERE space_id = :space AND actor = :actor AND device = :device AND at BETWEEN :since AND :at
                           AND position <> :position""")
                .params(row)
                .query((found, _) -> new Sum(
                        found.getLong("deleted"),
                        found.getLong("rewritten"),
                        found.getObject("since", OffsetDateTime.class)))
                .single();
    }

    private Optional<AccountId> ownerOf(SpaceId space) {
        return jdbc.sql("SELECT owner FROM sync.space WHERE space_id = ? AND owner IS NOT NULL")
                .param(space.value())
                .query((row, _) -> new AccountId(row.getObject("owner", UUID.class)))
                .optional();
    }

    private void tell(AccountId owner, SpaceId space, @Nullable DeviceId device, CommittedEvent event, Sum sum) {
        Map<String, @Nullable Object> values = Notifications.about(event);
        values.put("space", space.value());
        values.put("device", device == null ? null : device.value());
        values.put("deleted", sum.deleted());
        values.put("rewritten", sum.rewritten());
        values.put("since", sum.since());
        notifications.tell(owner, NotificationKind.SUSPICIOUS_CHANGE, values);
    }

    private void quieten(Map<String, @Nullable Object> key) {
        key.put("until", ((OffsetDateTime) Objects.requireNonNull(key.get("at"))).plus(QUIET));
        jdbc.sql("""
                        INSERT INTO sync.suspicion (space_id, actor, device, quiet_until)
                        VALUES (:space, :actor, :device, :until)
                        ON CONFLICT (space_id, actor, device) DO UPDATE SET quiet_until = excluded.quiet_until""").params(key).update();
        jdbc.sql("DELETE FROM sync.recent_change WHERE space_id = :space AND actor = :actor AND device = :device")
                .params(key)
                .update();
    }

    void erase(AccountId account, SpaceId home) {
        for (String table : new String[] {"recent_change", "suspicion"}) {
            jdbc.sql("DELETE FROM sync." + table + " WHERE actor = ? OR space_id = ?")
                    .params(account.value(), home.value())
                    .update();
        }
    }

    void clear() {
        jdbc.sql("DELETE FROM sync.recent_change").update();
        jdbc.sql("DELETE FROM sync.suspicion").update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
