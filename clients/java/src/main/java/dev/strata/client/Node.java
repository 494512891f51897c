package dev.strata.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file or a folder as the server described it. Members about content are null for folders; {@code path}, {@code
 * createdAt}, {@code by}, {@code held}, {@code starred}, {@code role} and {@code shared} come with reads only.
 *
 * <pre>{@code
 * Node file = client.at("/docs/a.txt");
 * file = client.rename(file, "b.txt");
 * }</pre>
 *
 * @param version changes with every change of the node; the server's {@code ETag}
 * @param contentVersion the number of the file's newest version
 * @param held whether a legal hold is on the node itself
 * @param starred whether this account has
 * @param warnings why some client could not hold this node, for people to read
 */
public record Node(
        String id,
        long number,
        String spaceId,
        String kind,
        String name,
        @Nullable String path,
        @Nullable String parentId,
        long version,
        @Nullable Integer contentVersion,
        @Nullable Long size,
        @Nullable String sha256,
        @Nullable String mediaType,
        @Nullable Instant createdAt,
        @Nullable Instant modifiedAt,
        @Nullable String by,
        @Nullable String description,
        @Nullable List<String> tags,
        @Nullable Lock lock,
        boolean held,
        boolean starred,
        @Nullable String role,
        boolean trashed,
        boolean shared,
        @Nullable List<String> warnings) {

    /** Until then nobody but its owner can change the file. */
    public record Lock(String owner, Instant expiresAt) {}
}
