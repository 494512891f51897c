package dev.strata.sync.feed;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Change} of a row of {@code sync.record}. */
final class ChangeRows {
    private ChangeRows() {}

    static Change read(ResultSet row, int index) throws SQLException {
        return row.getString("type").equals("mount") ? mount(row) : node(row);
    }

    static Change.OfNode node(ResultSet row) throws SQLException {
        UUID parent = row.getObject("parent_id", UUID.class);
        return new Change.OfNode(
                space(row, "space_id"),
                row.getLong("seq"),
                node(row, "node_id"),
                row.getLong("version"),
                parent == null ? null : new NodeId(parent),
                row.getString("name"),
                row.getString("kind"),
                row.getObject("content_version", Integer.class),
                row.getObject("size", Long.class),
                row.getString("sha256"),
                row.getString("media_type"),
                instant(row, "modified_at"),
                row.getBoolean("trashed"),
                row.getBoolean("deleted"),
                row.getBoolean("shared"),
                row.getString("op"),
                row.getObject("by_account", UUID.class),
                row.getObject("by_device", UUID.class));
    }

    /** One that has run out is shown as ended, whether or not that is recorded yet. */
    private static Change mount(ResultSet row) throws SQLException {
        boolean expired = row.getBoolean("expired") && !row.getBoolean("deleted");
        return new Change.OfMount(
                space(row, "space_id"),
                row.getLong("seq"),
                node(row, "node_id"),
                space(row, "mount_space_id"),
                row.getString("role"),
                expired || row.getBoolean("deleted"),
                expired ? "unmounted" : row.getString("op"),
                row.getObject("by_account", UUID.class),
                row.getObject("by_device", UUID.class));
    }

    private static SpaceId space(ResultSet row, String column) throws SQLException {
        return new SpaceId(row.getObject(column, UUID.class));
    }

    private static NodeId node(ResultSet row, String column) throws SQLException {
        return new NodeId(row.getObject(column, UUID.class));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
