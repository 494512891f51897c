package dev.strata.command.retention;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.Retention;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads {@code command.retention}: of the folders above a node, the nearest that says something decides. */
@Component
public class RetentionPolicies {
    private static final String UP = """
            WITH RECURSIVE up AS (
                SELECT n.node_id, n.parent_id, 0 AS height
                UNION ALL
                SELECT p.node_id, p.parent_id, up.height + 1 FROM up JOIN command.node p ON p.node_id = up.parent_id)
            """;

    private final JdbcClient jdbc;
    private final int trashDays;

    RetentionPolicies(JdbcClient jdbc, @Value("${strata.retention.trash-days:30}") int trashDays) {
        this.jdbc = jdbc;
        this.trashDays = trashDays;
    }

    /**
     * What holds for a node.
     *
     * @param trashFrom the folder that says how long the trash is kept; null for the server's own rule
     * @param versionsFrom the folder that says which versions are kept; null if all are
     */
    public record InForce(
            int trashDays,
            @Nullable NodeId trashFrom,
            @Nullable Integer keepVersions,
            @Nullable Integer keepDays,
            boolean thin,
            @Nullable NodeId versionsFrom) {}

    public InForce inForce(NodeId node) {
        return jdbc.sql("""
                        SELECT coalesce(t.trash_days, :days) AS trash_days, t.node_id AS trash_from,
                               v.keep_versions, v.keep_days, coalesce(v.thin, false) AS thin, v.node_id AS versions_from
                          FROM command.node n
                          LEFT JOIN LATERAL (%s SELECT r.* FROM up JOIN command.retention r USING (node_id)
                              WHERE r.trash_days IS NOT NULL ORDER BY height LIMIT 1) t ON true
                          LEFT JOIN LATERAL (%s SELECT r.* FROM up JOIN command.retention r USING (node_id)
                              WHERE r.keep_versions IS NOT NULL OR r.keep_days IS NOT NULL OR r.thin
                              ORDER BY height LIMIT 1) v ON true
                         WHERE n.node_id = :node""".formatted(UP, UP))
                .param("days", trashDays)
                .param("node", node.value())
                .query((row, _) -> new InForce(
                        row.getInt("trash_days"),
                        node(row, "trash_from"),
                        row.getObject("keep_versions", Integer.class),
                        row.getObject("keep_days", Integer.class),
                        row.getBoolean("thin"),
                        node(row, "versions_from")))
                .single();
    }

    private static @Nullable NodeId node(ResultSet row, String column) throws SQLException {
        UUID value = row.getObject(column, UUID.class);
        return value == null ? null : new NodeId(value);
    }

    /** A node that has been in the trash for longer than {@code days}. */
    record Expired(NodeId nodeId, AccountId owner, int days) {}

    /** In the order of their ids, those after {@code after}. */
    List<Expired> expiredTrash(NodeId after, Instant now, int limit) {
        return jdbc.sql("""
                        SELECT n.node_id, s.owner_id, coalesce(t.trash_days, :days) AS days
                          FROM command.node n JOIN command.space s USING (space_id)
                          LEFT JOIN LATERAL (%s SELECT r.trash_days FROM up JOIN command.retention r USING (node_id)
                              WHERE r.trash_days IS NOT NULL ORDER BY height LIMIT 1) t ON true
                         WHERE n.trashed_at IS NOT NULL AND NOT n.purged AND n.node_id > :after
                           AND n.trashed_at < CAST(:now AS timestamptz)
                                - make_interval(days => coalesce(t.trash_days, :days))
                         ORDER BY n.node_id LIMIT :limit""".formatted(UP))
                .param("days", trashDays)
                .param("after", after.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, _) -> new Expired(
                        new NodeId(row.getObject("node_id", UUID.class)),
                        new AccountId(row.getObject("owner_id", UUID.class)),
                        row.getInt("days")))
                .list();
    }

    /** A file with old versions, and the rule that holds for them. */
    record Ruled(NodeId nodeId, AccountId owner, Retention rule) {}

    /** In the order of their ids, those after {@code after}. */
    List<Ruled> filesWithOldVersions(NodeId after, int limit) {
        return jdbc.sql("""
                        SELECT n.node_id, s.owner_id, v.keep_versions, v.keep_days, v.thin
                          FROM command.node n JOIN command.space s USING (space_id)
                          JOIN LATERAL (%s SELECT r.* FROM up JOIN command.retention r USING (node_id)
                              WHERE r.keep_versions IS NOT NULL OR r.keep_days IS NOT NULL OR r.thin
                              ORDER BY height LIMIT 1) v ON true
                         WHERE n.versions > 1 AND NOT n.purged AND n.node_id > ?
                           AND n.space_id IN (SELECT space_id FROM command.retention)
                         ORDER BY n.node_id LIMIT ?""".formatted(UP))
                .params(after.value(), limit)
                .query((row, _) -> new Ruled(
                        new NodeId(row.getObject("node_id", UUID.class)),
                        new AccountId(row.getObject("owner_id", UUID.class)),
                        new Retention(
                                null,
                                row.getObject("keep_versions", Integer.class),
                                row.getObject("keep_days", Integer.class),
                                row.getBoolean("thin"))))
                .list();
    }
}
