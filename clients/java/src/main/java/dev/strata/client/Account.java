package dev.strata.client;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who uses the drive, with the space that is his.
 *
 * <pre>{@code
 * Account me = client.me();
 * client.children(me.rootFolderId(), null);
 * }</pre>
 */
public record Account(
        String accountId,
        @Nullable String login,
        @Nullable String displayName,
        String homeSpaceId,
        String rootFolderId) {}
