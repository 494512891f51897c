package dev.strata.command.identity;

import dev.strata.kernel.account.AccountRole;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.SpaceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account as administrators see it: never what is in it.
 *
 * @param disabledAt null if it is not
 * @param secondFactor whether sign-in asks for a code too
 * @param quota in bytes; null if there is no limit
 * @param sessions how many places it is signed in at
 * @param usedAt when one of these was used last
 */
public record AdministeredAccount(
        AccountId accountId,
        String login,
        @Nullable String displayName,
        @Nullable String email,
        AccountRole role,
        @Nullable Instant disabledAt,
        boolean secondFactor,
        SpaceId homeSpaceId,
        @Nullable Long quota,
        long usedBytes,
        long sessions,
        @Nullable Instant usedAt) {}
