package dev.strata.sync.webhook;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.strata.kernel.id.NodeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to deliver an event or a notification. Nothing of what the receiver answered but its status is kept.
 *
 * @param id the event's, as the receiver got it in {@code webhook-id}
 * @param nodeId null for a notification
 * @param error why there was no answer
 * @param nextTry null if it was taken
 */
public record Attempt(
        @JsonIgnore long number,
        String id,
        String sequence,
        String kind,
        @Nullable NodeId nodeId,
        Instant at,
        long durationMillis,
        @Nullable Integer status,
        @Nullable String error,
        @Nullable Instant nextTry) {}
