package dev.strata.query.listing;

import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node as somebody who may read it sees it.
 *
 * @param path absolute in the space for its owner, else from the topmost node that was granted
 * @param contentVersion this and the components down to {@code mediaType} are null for folders
 * @param by who changed the node last
 * @param lock null if nobody has locked it
 * @param held whether a legal hold is on the node itself
 * @param starred whether the reader has
 * @param role what the reader may do
 * @param trashed whether the node or a folder above it is in the trash
 * @param shared whether anybody has been granted the node or a folder above it
 */
public record Node(
        NodeId id,
        long number,
        SpaceId spaceId,
        NodeKind kind,
        String name,
        String path,
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
        boolean starred,
        Role role,
        boolean trashed,
        boolean shared) {
    /** A lease: until then nobody else may change the file. */
    public record Lock(AccountId owner, Instant expiresAt) {}
}
