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

    List<InSnapshot> snapshot(List<UUID> spaces, Cursor.SnapshotPlace after, int limit) {
        return jdbc.sql("""
                WITH RECURSIVE page AS (
                    SELECT *, false AS expired FROM sync.record
                    WHERE space_id = ANY (:spaces) AND (space_id, node_id) > (:space, :node)
                        AND NOT trashed AND NOT deleted AND (expires_at IS NULL OR expires_at > now())
                    ORDER BY space_id, node_id LIMIT :limit),
                up AS (
                    SELECT space_id, node_id, parent_id FROM page
                    UNION
                    SELECT up.space_id, up.node_id, r.parent_id
                    FROM up JOIN sync.record r ON r.space_id = up.space_id AND r.node_id = up.parent_id)
                SELECT page.*, EXISTS (
                    SELECT FROM up JOIN sync.record r ON r.space_id = up.space_id AND r.node_id = up.parent_id
                    WHERE up.space_id = page.space_id AND up.node_id = page.node_id AND (r.trashed OR r.deleted)) AS hidden
                FROM page ORDER BY space_id, node_id
                """)
                .param("spaces", spaces.toArray(UUID[]::new))
                .param("space", after.space())
                .param("node", after.node())
                .param("limit", limit)
                .query((row, index) -> new InSnapshot(ChangeRows.read(row, index), row.getBoolean("hidden")))
                .list();
    }
}
