package dev.strata.kernel.account;

import dev.strata.kernel.erasure.Personal;
import dev.strata.kernel.erasure.Subject;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was changed about an account, by its owner, an administrator or the operator: the metadata say by whom. Storage
 * format; credentials are never in it.
 */
public sealed interface AccountChange {
    AccountId accountId();

    /** By the owner. */
    record ProfileChanged(
            @Subject AccountId accountId,
            @Personal @Nullable String displayName,
            @Personal @Nullable String email) implements AccountChange {}

    record AccountRoleChanged(AccountId accountId, String from, String to) implements AccountChange {}

    /** Nobody can sign in with it; what it has stays. */
    record AccountDisabled(AccountId accountId) implements AccountChange {}

    record AccountEnabled(AccountId accountId) implements AccountChange {}

    /** An administrator has signed the account out everywhere. */
    record AccountSignedOut(AccountId accountId) implements AccountChange {}

    /** An administrator has taken the second factor away, from somebody who has lost it. */
    record SecondFactorRemoved(AccountId accountId) implements AccountChange {}

    /** Without a number there is no limit. */
    record QuotaChanged(
            AccountId accountId,
            SpaceId spaceId,
            @Nullable Long from,
            @Nullable Long to) implements AccountChange {}

    /** The account has invited somebody who has none. */
    record InvitationMade(AccountId accountId, UUID invitationId) implements AccountChange {}

    record InvitationWithdrawn(AccountId accountId, UUID invitationId) implements AccountChange {}

    /** The account's home space came near its quota, or to it; percent is 90 or 100. Nobody did it: the server says so. */
    record QuotaReached(AccountId accountId, SpaceId spaceId, Integer percent, Long quota, Long used)
            implements AccountChange {}

    /** Somebody asks the account for access to a node. Of the account that is asked, so that only it can know. */
    record AccessAsked(AccountId accountId, NodeId nodeId, SpaceId spaceId, AccountId by, String role)
            implements AccountChange {}
}
