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

    /** @param mayShare whether the grantee may share on; owners always may */
    @SuppressWarnings("MissingSummary")
    record GrantAccess(
            GrantId grantId,
            AccountId by,
            NodeId nodeId,
            AccountId grantee,
            Role role,
            @Nullable Instant expiresAt,
            boolean mayShare)
            implements GrantCommand {}

    record ChangeRole(
            GrantId grantId,
            AccountId by,
            Role role,
            @Nullable Instant expiresAt,
            boolean mayShare) implements GrantCommand {}

    record RevokeAccess(GrantId grantId, AccountId by) implements GrantCommand {}

    /** A member of the group that was given access hides it for himself, or shows it again. */
    record HideShare(GrantId grantId, AccountId by, boolean hidden) implements GrantCommand {}

    /** The grant that this one came from was lowered: it gives no more than that one any longer. */
    record FollowSource(
            GrantId grantId,
            AccountId by,
            Role role,
            @Nullable Instant expiresAt) implements GrantCommand {}

    /** Ends access by a rule; whoever sends it has seen to it that the rule holds. */
    record EndAccess(GrantId grantId, AccountId by, String rule) implements GrantCommand {}
}
