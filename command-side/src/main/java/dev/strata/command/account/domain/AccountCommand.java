package dev.strata.command.account.domain;

import dev.strata.kernel.account.AccountChange;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import org.jspecify.annotations.Nullable;

/** What can be asked of an account. */
public sealed interface AccountCommand {
    AccountId accountId();

    /** Asks for an account with a home space of its own. That the login is free is for the caller to see to. */
    record OpenAccount(
            AccountId accountId,
            Login login,
            @Nullable String displayName,
            @Nullable String email,
            SpaceId homeSpaceId,
            NodeId rootFolderId)
            implements AccountCommand {}

    /** A star is the account's own and no change of the node. */
    record StarNode(AccountId accountId, NodeId nodeId) implements AccountCommand {}

    record UnstarNode(AccountId accountId, NodeId nodeId) implements AccountCommand {}

    /** Records what was decided by the rows of the account, in the same transaction. */
    record ChangeAccount(AccountId accountId, AccountChange change) implements AccountCommand {}

    /** Ends the account. Whatever belongs to it is for the caller to see to. */
    record EraseAccount(AccountId accountId, SpaceId homeSpaceId) implements AccountCommand {}
}
