package dev.strata.kernel.grant;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What can have happened to a grant: a role on a node, and on all below it, for an account. Storage format. */
public sealed interface GrantEvent {
    GrantId grantId();

    NodeId nodeId();

    SpaceId spaceId();

    AccountId grantee();

    record AccessGranted(
            GrantId grantId,
            NodeId nodeId,
            SpaceId spaceId,
            AccountId grantee,
            String role,
            @Nullable Instant expiresAt)
            implements GrantEvent {}

    record RoleChanged(
            GrantId grantId,
            NodeId nodeId,
            SpaceId spaceId,
            AccountId grantee,
            String from,
            String to,
            @Nullable Instant expiresAt)
            implements GrantEvent {}

    record AccessRevoked(GrantId grantId, NodeId nodeId, SpaceId spaceId, AccountId grantee) implements GrantEvent {}
}
