package dev.strata.query.listing;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeKind;
import dev.strata.query.access.Access;
import dev.strata.query.listing.Node.Lock;
import dev.strata.query.projection.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A node before it is known who looks at it. */
record ListedNode(
        NodeId id,
        long number,
        SpaceId spaceId,
        NodeKind kind,
        String name,
        @Nullable NodeId parentId,
        long version,
        @Nullable Integer contentVersion,
        @Nullable Long size,
        @Nullable String sha256,
        @Nullable Boolean sha256Verified,
        @Nullable String mediaType,
        Instant createdAt,
        Instant modifiedAt,
        @Nullable AccountId by,
        @Nullable String description,
        List<String> tags,
        @Nullable Lock lock,
        boolean held,
        boolean starred) {

    static ListedNode read(ResultSet row, int index) throws SQLException {
        UUID by = Columns.uuidOrNull(row, "changed_by");
        return new ListedNode(
                new NodeId(Columns.uuid(row, "node_id")),
                row.getLong("number"),
                new SpaceId(Columns.uuid(row, "space_id")),
                NodeKind.of(row.getString("kind")),
                row.getString("name"),
                Columns.nodeIdOrNull(row, "parent_id"),
                row.getLong("version"),
                row.getObject("content_version", Integer.class),
                row.getObject("size", Long.class),
                row.getString("sha256"),
                row.getObject("sha256_verified", Boolean.class),
                row.getString("media_type"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "modified_at"),
                by == null ? null : new AccountId(by),
                row.getString("description"),
                Columns.texts(row, "tags"),
                lock(row),
                row.getBoolean("held"),
                row.getBoolean("starred"));
    }

    private static @Nullable Lock lock(ResultSet row) throws SQLException {
        UUID owner = Columns.uuidOrNull(row, "lock_owner");
        return owner == null ? null : new Lock(new AccountId(owner), Columns.instant(row, "lock_expires_at"));
    }

    Node seenWith(Access access, Instant when) {
        return new Node(
                id,
                number,
                spaceId,
                kind,
                name,
                access.path(),
                parentId,
                version,
                contentVersion,
                size,
                sha256,
                sha256Verified,
                mediaType,
                createdAt,
                modifiedAt,
                by,
                description,
                tags,
                lock == null || !lock.expiresAt().isAfter(when) ? null : lock,
                held,
                starred,
                access.role(),
                access.trashed(),
                access.shared());
    }
}
