package dev.strata.command.grant;

import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccessRequestId;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Somebody asks the owner of a node for access to it. */
public record AccessRequest(
        AccessRequestId requestId,
        NodeId nodeId,
        AccountId accountId,
        String login,
        @Nullable String displayName,
        Role role,
        @Nullable String message,
        Instant requestedAt) {}
