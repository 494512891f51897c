package dev.strata.query.sharing;

import dev.strata.kernel.id.AccountId;
import org.jspecify.annotations.Nullable;

/** Somebody with an account, as others see them. */
public record Person(
        AccountId accountId, String login, @Nullable String displayName) {}
