package dev.strata.client;

import org.jspecify.annotations.Nullable;

/**
 * Somebody else, as whom one shares with.
 *
 * <pre>{@code
 * Person ben = client.person("ben");
 * client.share(node, ben.accountId(), "editor");
 * }</pre>
 */
public record Person(
        String accountId, String login, @Nullable String displayName) {}
