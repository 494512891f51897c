package dev.strata.sync.queue;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.sync.feed.ChangeFeed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads devices with their queues. Nobody's devices are visible to anybody else. */
@Component
public class DeviceQueries {
    /**
     * A record is pending for a device when it lies beyond what the device acknowledged of its space, or of the share that
     * it is in, unless all its changes beyond that were the device's own. A device that never acknowledged anything of it
     * holds nothing that could be taken away; neither does one that must begin again because it was away for too long.
     */
    private static final String PENDING = """
                SELECT r.* FROM (
                    SELECT k.seq AS known, g.seq AS given, r.* FROM sync.space s
                    LEFT JOIN sync.acknowledgement k ON k.device_id = d.device_id AND k.space_id = s.space_id
                        AND k.seq >= s.horizon
                    LEFT JOIN sync.delivery g ON g.device_id = d.device_id AND g.space_id = s.space_id
                    JOIN sync.record r ON r.space_id = s.space_id AND r.seq > coalesce(k.seq, 0)
                    WHERE s.owner = d.account_id
                    UNION ALL
                    SELECT * FROM (
                        SELECT DISTINCT ON (r.node_id) k.seq AS known, g.seq AS given, r.* FROM sync.share
                        LEFT JOIN sync.acknowledgement k ON k.device_id = d.device_id AND k.space_id = share.root_id
                            AND k.seq >= share.horizon
                        LEFT JOIN sync.delivery g ON g.device_id = d.device_id AND g.space_id = share.root_id
                        CROSS JOIN LATERAL (
                            WITH RECURSIVE below AS (
                                SELECT node_id FROM sync.record
                                WHERE space_id = share.space_id AND node_id = share.root_id
                                UNION ALL
                                SELECT child.node_id FROM below CROSS JOIN LATERAL (
                                    SELECT c.node_id FROM sync.record c
                                    WHERE c.space_id = share.space_id AND c.parent_id = below.node_id OFFSET 0) child)
                            SELECT r.* FROM below JOIN sync.record r USING (node_id)
                            WHERE r.space_id = share.space_id AND r.seq > coalesce(k.seq, 0)) r
                        WHERE share.root_id = ANY (:roots) AND share.seq > coalesce(k.seq, 0)
                        ORDER BY r.node_id, k.seq DESC NULLS LAST) shared) r
                WHERE NOT d.revoked
                    AND (r.by_device IS DISTINCT FROM d.device_id OR r.other_seq > coalesce(r.known, 0))
                    AND (r.known IS NOT NULL OR NOT (r.trashed OR r.deleted))
            """;

    private static final String DEVICES = """
            SELECT d.*, a.at AS acknowledged_at, coalesce(c.records, 0) AS completed, q.* FROM sync.device d
            LEFT JOIN sync.completion c USING (device_id)
            CROSS JOIN LATERAL (SELECT max(at) AS at FROM sync.acknowledgement WHERE device_id = d.device_id) a
            CROSS JOIN LATERAL (
                SELECT count(*) AS pending, count(*) FILTER (WHERE r.seq <= r.given) AS in_flight, min(r.changed_at) AS oldest,
                    coalesce(sum(r.size) FILTER (
                        WHERE r.content_seq > coalesce(r.known, 0) AND r.content_by IS DISTINCT FROM d.device_id
                            AND NOT (r.trashed OR r.deleted)), 0) AS bytes
                FROM (
            """ + PENDING + """
                ) r) q
            WHERE d.account_id = :account
            """;

    private static final String ITEMS = """
            SELECT r.* FROM sync.device d CROSS JOIN LATERAL (
            """ + PENDING + """
            ) r
            WHERE d.account_id = :account AND d.device_id = :device
                AND (r.changed_at, r.space_id, r.node_id) > (:at, :space, :node)
            ORDER BY r.changed_at, r.space_id, r.node_id LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final ChangeFeed feed;

    DeviceQueries(JdbcClient jdbc, ChangeFeed feed) {
        this.jdbc = jdbc;
        this.feed = feed;
    }

    /** How many records are pending for a device of the account; {@code roots} are those that its feed carries. */
    long pending(AccountId owner, DeviceId device, UUID[] roots) {
        return jdbc.sql(DEVICES + "AND d.device_id = :device")
                .param("account", owner.value())
                .param("roots", roots)
                .param("device", device.value())
                .query(row -> row.next() ? row.getLong("pending") : 0L);
    }

    /** The devices after one, in the order of registration. */
    public List<Device> list(AccountId owner, @Nullable DeviceId after, int limit) {
        return of(owner, "AND d.device_id > :after ORDER BY d.device_id LIMIT :limit")
                .param("after", after == null ? new UUID(0, 0) : after.value())
                .param("limit", limit)
                .query(DeviceQueries::device)
                .list();
    }

    public Optional<Device> find(AccountId owner, DeviceId device) {
        return of(owner, "AND d.device_id = :device")
                .param("device", device.value())
                .query(DeviceQueries::device)
                .optional();
    }

    /** What is pending for a device of the account, the oldest first. */
    public List<QueueItem> items(AccountId owner, DeviceId device, QueueItem.Key after, int limit) {
        return jdbc.sql(ITEMS)
                .param("account", owner.value())
                .param("roots", feed.mounts(owner).toArray(UUID[]::new))
                .param("device", device.value())
                .param("at", after.changedAt().atOffset(ZoneOffset.UTC))
                .param("space", after.space())
                .param("node", after.node())
                .param("limit", limit)
                .query(DeviceQueries::item)
                .list();
    }

    private static QueueItem item(ResultSet row, int index) throws SQLException {
        return new QueueItem(
                row.getObject("space_id", UUID.class),
                row.getObject("node_id", UUID.class),
                row.getString("type"),
                row.getString("kind"),
                row.getString("name"),
                row.getObject("size", Long.class),
                row.getString("op"),
                row.getBoolean("trashed") || row.getBoolean("deleted"),
                Objects.requireNonNull(instant(row, "changed_at")));
    }

    private JdbcClient.StatementSpec of(AccountId owner, String which) {
        return jdbc.sql(DEVICES + which)
                .param("account", owner.value())
                .param("roots", feed.mounts(owner).toArray(UUID[]::new));
    }

    private static Device device(ResultSet row, int index) throws SQLException {
        return new Device(
                new DeviceId(row.getObject("device_id", UUID.class)),
                row.getString("name"),
                row.getString("platform"),
                Objects.requireNonNull(instant(row, "registered_at")),
                row.getBoolean("revoked"),
                row.getBoolean("parked"),
                row.getLong("pending"),
                row.getLong("in_flight"),
                row.getLong("completed"),
                row.getLong("bytes"),
                instant(row, "oldest"),
                instant(row, "acknowledged_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
