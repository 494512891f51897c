package dev.strata.sync.webhook;

import dev.strata.kernel.id.AccountId;
import dev.strata.sync.webhook.Sight.Place;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.jspecify.annotations.Nullable;

/**
 * One row.
 *
 * @param place where the nodes are of which it tells; null if it tells of notifications
 * @param secrets the one that counts, and for a day the one before
 * @param kinds empty for all
 * @param readTo how far the log was read
 * @param disabled why; null while it is not
 * @param failures one after the other, without a success between
 * @param nextTry when the receiver may be asked next; null while nothing is wrong
 * @param held events that wait because they, or one before them of the same node, were not taken
 * @param heldDue when the first of those is tried again
 * @param news whether there are notifications that were not read yet
 */
record Webhook(
        UUID id,
        AccountId account,
        @Nullable Place place,
        String url,
        List<String> secrets,
        Set<String> kinds,
        Instant createdAt,
        GapAwareTrackingToken readTo,
        @Nullable Resending resending,
        boolean paused,
        @Nullable String disabled,
        int failures,
        @Nullable Instant failingSince,
        @Nullable Instant nextTry,
        @Nullable Instant lastAt,
        @Nullable Integer lastStatus,
        @Nullable String lastError,
        long held,
        @Nullable Instant heldDue,
        boolean news) {
    /** From so many failures in a row on one event at a time is tried. */
    static final int FAILURES_OPEN = 3;

    /** A redelivery under way, of what is after one position up to another. */
    record Resending(long after, long to) {}

    Topic of() {
        return place == null ? Topic.NOTIFICATIONS : Topic.NODES;
    }

    boolean runs() {
        return !paused && disabled == null;
    }

    boolean open() {
        return failures >= FAILURES_OPEN;
    }

    boolean wants(@Nullable String kind) {
        return kind != null && (kinds.isEmpty() || kinds.contains(kind));
    }

    /** Whether there is something to do besides reading on. */
    boolean due(Instant now) {
        if (open()) {
            return nextTry == null || !nextTry.isAfter(now);
        }
        return news || resending != null || (heldDue != null && !heldDue.isAfter(now));
    }
}
