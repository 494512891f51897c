package dev.strata.command.grant.domain;

import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.GrantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** By what right somebody gives others access to a node. */
public sealed interface Authority {
    /** The space is his, or he is an owner for good. */
    record Owner() implements Authority {}

    /**
     * He was given access with the right to share on, or as an owner for a time: what he gives is no more than he has, and
     * ends with it.
     */
    record Lent(GrantId source, Role role, @Nullable Instant expiresAt) implements Authority {
        /** An end that is no later; null if the one wanted is. */
        @Nullable
        Instant limit(@Nullable Instant wanted) {
            return wanted == null ? expiresAt : wanted;
        }

        boolean outlives(@Nullable Instant wanted) {
            return expiresAt != null && wanted != null && wanted.isAfter(expiresAt);
        }
    }

    record None() implements Authority {}
}
