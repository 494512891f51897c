package dev.strata.sync.webhook;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as its owner sees it; never with the secret.
 *
 * @param spaceId null if it tells of notifications
 * @param folderId null if it does, or if it tells of the whole space
 * @param events empty for all kinds
 * @param state {@code active}, {@code failing}, {@code paused} or {@code disabled}
 * @param disabledBecause {@code gone}, {@code not-taken} or {@code access-lost}
 * @param pending events that wait to be tried again
 */
public record WebhookView(
        UUID id,
        String url,
        Topic of,
        @Nullable SpaceId spaceId,
        @Nullable NodeId folderId,
        Set<String> events,
        String state,
        @Nullable String disabledBecause,
        @Nullable Instant failingSince,
        @Nullable Instant nextTry,
        long pending,
        boolean redelivering,
        @Nullable Instant lastAt,
        @Nullable Integer lastStatus,
        @Nullable String lastError,
        Instant createdAt) {
    static WebhookView of(Webhook webhook) {
        return new WebhookView(
                webhook.id(),
                webhook.url(),
                webhook.of(),
                webhook.place() == null ? null : webhook.place().space(),
                webhook.place() == null ? null : webhook.place().folder(),
                webhook.kinds(),
                state(webhook),
                webhook.disabled(),
                webhook.failingSince(),
                webhook.nextTry(),
                webhook.held(),
                webhook.resending() != null,
                webhook.lastAt(),
                webhook.lastStatus(),
                webhook.lastError(),
                webhook.createdAt());
    }

    private static String state(Webhook webhook) {
        if (webhook.disabled() != null) {
            return "disabled";
        }
        if (webhook.paused()) {
            return "paused";
        }
        return webhook.failures() > 0 ? "failing" : "active";
    }
}
