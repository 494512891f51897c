package dev.strata.client.feed;

import org.jspecify.annotations.Nullable;

/** A node in words, whoever told of it. */
final class TreeText {
    private TreeText() {}

    static String of(
            @Nullable String kind,
            @Nullable String name,
            @Nullable String parentId,
            long version,
            @Nullable Integer contentVersion,
            @Nullable Long size,
            @Nullable String sha256) {
        return "%s '%s' in %s at %d".formatted(kind, name, parentId, version)
                + ("file".equals(kind) ? " with content %s: %s bytes, %s".formatted(contentVersion, size, sha256) : "");
    }
}
