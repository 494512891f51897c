package dev.strata.command.link;

import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.LinkId;
import dev.strata.kernel.id.NodeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code command.link}. */
record Link(
        LinkId linkId,
        NodeId nodeId,
        AccountId maker,
        Role role,
        boolean uploadOnly,
        @Nullable String passwordHash,
        @Nullable Instant expiresAt,
        @Nullable Integer maxDownloads,
        int downloads,
        boolean opened,
        Instant createdAt) {

    static Link read(ResultSet row, int index) throws SQLException {
        OffsetDateTime expiresAt = row.getObject("expires_at", OffsetDateTime.class);
        return new Link(
                new LinkId(row.getObject("link_id", UUID.class)),
                new NodeId(row.getObject("node_id", UUID.class)),
                new AccountId(row.getObject("maker_id", UUID.class)),
                Role.of(row.getString("role")),
                row.getBoolean("upload_only"),
                row.getString("password_hash"),
                expiresAt == null ? null : expiresAt.toInstant(),
                row.getObject("max_downloads", Integer.class),
                row.getInt("downloads"),
                row.getBoolean("opened"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    /** Expired, or used as often as it may be. */
    boolean hasEndedAt(Instant now) {
        return (expiresAt != null && !expiresAt.isAfter(now)) || (maxDownloads != null && downloads >= maxDownloads);
    }

    LinkAnswer answer() {
        return new LinkAnswer(
                linkId,
                nodeId,
                maker,
                role.text(),
                uploadOnly,
                passwordHash != null,
                expiresAt,
                maxDownloads,
                downloads,
                opened,
                createdAt);
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "Link[" + linkId + "]";
    }
}
