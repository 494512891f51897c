package dev.strata.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A role that an account was given on a node and all below it.
 *
 * <pre>{@code
 * Grant grant = client.share(folder, accountId, "viewer");
 * }</pre>
 */
public record Grant(
        @Nullable String grantId,
        @Nullable String nodeId,
        String accountId,
        String role,
        @Nullable Instant expiresAt,
        long version) {}
