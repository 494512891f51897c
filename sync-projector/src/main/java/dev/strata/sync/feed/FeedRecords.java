package dev.strata.sync.feed;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads {@code sync.record}, by number or, for a snapshot, by node. */
@Component
class FeedRecords {
    private final JdbcClient jdbc;

    FeedRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Change> after(UUID space, long seq, int limit) {
        return jdbc.sql("SELECT *, expires_at <= now() AS expired FROM sync.record"
                        + " WHERE space_id = ? AND seq > ? ORDER BY seq LIMIT ?")
                .params(space, seq, limit)
                .query(ChangeRows::read)
                .list();
    }

    /** A record, and whether a reader of a snapshot must not see it because something above it is in the trash. */
    record InSnapshot(Change change, boolean hidden) {}

    /** Space by space, for an index finds where to go on only within one. */
    List<InSnapshot> snapshot(List<UUID> spaces, Cursor.SnapshotPlace after, int limit) {
        return jdbc.sql("""
                WITH RECURSIVE page AS MATERIALIZED (
                    SELECT r.*, false AS expired
                    FROM unnest(CAST(:spaces AS uuid[])) own CROSS JOIN LATERAL (
                        SELECT * FROM sync.record
                        WHERE space_id = own AND node_id > CASE WHEN own = :space THEN :node ELSE :first END
                            AND NOT trashed AND NOT deleted AND (expires_at IS NULL OR expires_at > now())
                        ORDER BY node_id LIMIT :limit) r
                    WHERE own >= :space
                    ORDER BY space_id, node_id LIMIT :limit),
                up AS (
                    SELECT DISTINCT a.space_id, a.node_id AS folder, a.parent_id, a.trashed OR a.deleted AS gone
                    FROM page JOIN sync.record a ON a.space_id = page.space_id AND a.node_id = page.parent_id
                    UNION
                    SELECT up.space_id, up.folder, above.*
                    FROM up CROSS JOIN LATERAL (
                        SELECT a.parent_id, a.trashed OR a.deleted
                        FROM sync.record a WHERE a.space_id = up.space_id AND a.node_id = up.parent_id LIMIT 1) above),
                way AS (SELECT folder, bool_or(gone) AS hidden FROM up GROUP BY folder)
                SELECT page.*, coalesce(way.hidden, false) AS hidden
                FROM page LEFT JOIN way ON way.folder = page.parent_id ORDER BY space_id, node_id
                """)
                .param("spaces", spaces.toArray(UUID[]::new))
                .param("space", after.space())
                .param("node", after.node())
                .param("first", Cursor.SnapshotPlace.BEGINNING.node())
                .param("limit", limit)
                .query((row, index) -> new InSnapshot(ChangeRows.read(row, index), row.getBoolean("hidden")))
                .list();
    }
}
