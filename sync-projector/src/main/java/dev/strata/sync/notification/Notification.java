package dev.strata.sync.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an account is told of. Names are those of now, and only of what it may see now.
 *
 * @param id the position of the event in the log
 * @param text the same in a sentence
 * @param actor who did it; null if nobody did, or whoever did is no more
 * @param node what it is about; null if it is about none
 * @param subject the comment or the link
 * @param role that was given or asked for
 * @param change how much was deleted and rewritten
 */
public record Notification(
        long id,
        NotificationKind kind,
        Instant at,
        boolean read,
        String text,
        @Nullable Actor actor,
        @Nullable NamedNode node,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID subject,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String role,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Quota quota,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SuspiciousChange change) {

    /** Somebody, by the names that he goes by. */
    public record Actor(
            AccountId accountId, String login, @Nullable String displayName) {
        String called() {
            return displayName == null || displayName.isBlank() ? login : displayName;
        }
    }

    /**
     * A file or a folder.
     *
     * @param name null if the reader cannot see it now
     */
    public record NamedNode(
            NodeId id, SpaceId spaceId, @Nullable String name) {}

    /** In bytes. */
    public record Quota(long bytes, long used) {}

    /**
     * Much that happened in a short time.
     *
     * @param undo what {@code POST /v1/undo} takes to preview, and then take back, what was done since then
     */
    public record SuspiciousChange(long deleted, long rewritten, Instant since, Undo undo) {}

    /** A filter of undo. */
    public record Undo(
            Instant from, AccountId actor, @Nullable DeviceId device) {}
}
