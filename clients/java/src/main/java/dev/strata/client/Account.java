package dev.strata.client;

import org.jspecify.annotations.Nullable;

/** Somebody who uses the drive, with the space that is his. */
public record Account(
        String accountId,
        @Nullable String login,
        @Nullable String displayName,
        String homeSpaceId,
        String rootFolderId) {}
