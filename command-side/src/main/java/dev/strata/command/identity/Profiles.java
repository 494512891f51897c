package dev.strata.command.identity;

import dev.strata.kernel.account.AccountRole;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.erasure.SubjectErasedException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What an account may know of itself. A token without an account is one of an account that was erased. */
@Component
public class Profiles {
    private final Accounts accounts;

    Profiles(Accounts accounts) {
        this.accounts = accounts;
    }

    /** An account as its owner sees it. */
    public record Profile(
            AccountId accountId,
            String login,
            @Nullable String displayName,
            @Nullable String email,
            AccountRole role,
            SpaceId homeSpaceId,
            NodeId rootFolderId) {}

    public Profile of(AccountId account) {
        return accounts.findById(account.value())
                .map(known -> new Profile(
                        account,
                        known.login(),
                        known.displayName(),
                        known.email(),
                        known.role(),
                        new SpaceId(known.homeSpaceId()),
                        new NodeId(known.rootFolderId())))
                .orElseThrow(SubjectErasedException::new);
    }
}
