package dev.strata.kernel.account;

import dev.strata.kernel.erasure.Personal;
import dev.strata.kernel.erasure.Subject;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import org.jspecify.annotations.Nullable;

/** What can have happened to an account. Storage format; credentials are never in it. */
public sealed interface AccountEvent {
    AccountId accountId();

    /** The account owns its home space from the start. */
    record AccountOpened(
            @Subject AccountId accountId,
            @Personal String login,
            @Personal @Nullable String displayName,
            @Personal @Nullable String email,
            SpaceId homeSpaceId,
            NodeId rootFolderId)
            implements AccountEvent {}

    record NodeStarred(AccountId accountId, NodeId nodeId) implements AccountEvent {}

    record NodeUnstarred(AccountId accountId, NodeId nodeId) implements AccountEvent {}

    /** The account and its home space are no more; their personal values can be read by nobody any more. */
    record AccountErased(AccountId accountId, SpaceId homeSpaceId) implements AccountEvent {}
}
