package dev.strata.query.group;

import dev.strata.kernel.id.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An account in a group, with its names. */
public record GroupMember(
        AccountId accountId,
        @Nullable String login,
        @Nullable String displayName,
        boolean owner,
        Instant since) {}
