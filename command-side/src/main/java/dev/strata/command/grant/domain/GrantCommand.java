package dev.strata.command.grant.domain;

import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What can be asked of a grant; {@code by} is who asks. */
public sealed interface GrantCommand {
    GrantId grantId();

    AccountId by();

    record GrantAccess(
            GrantId grantId,
            AccountId by,
            NodeId nodeId,
            AccountId grantee,
            Role role,
            @Nullable Instant expiresAt) implements GrantCommand {}

    record ChangeRole(
            GrantId grantId,
            AccountId by,
            Role role,
            @Nullable Instant expiresAt) implements GrantCommand {}

    record RevokeAccess(GrantId grantId, AccountId by) implements GrantCommand {}
}
