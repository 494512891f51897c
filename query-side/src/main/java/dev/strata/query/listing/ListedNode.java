package dev.strata.query.listing;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeKind;
import dev.strata.query.access.Access;
import dev.strata.query.projection.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code folder_listing}: a node before it is known who looks at it. */
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
        @Nullable AccountId by) {

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
                by == null ? null : new AccountId(by));
    }

    Node seenWith(Access access) {
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
                access.role(),
                access.trashed(),
                access.shared());
    }
}
