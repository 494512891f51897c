package dev.strata.command.account.domain;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import org.jspecify.annotations.Nullable;

/** Asks for an account with a home space of its own. That the login is free is for the caller to see to. */
public record OpenAccount(
        AccountId accountId,
        Login login,
        @Nullable String displayName,
        @Nullable String email,
        SpaceId homeSpaceId,
        NodeId rootFolderId) {}
