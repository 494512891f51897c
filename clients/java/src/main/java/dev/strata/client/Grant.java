package dev.strata.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A role that an account was given on a node and all below it. */
public record Grant(
        @Nullable String grantId,
        @Nullable String nodeId,
        String accountId,
        String role,
        @Nullable Instant expiresAt,
        long version) {}
