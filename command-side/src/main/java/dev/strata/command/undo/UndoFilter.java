package dev.strata.command.undo;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.strata.kernel.grant.GrantEvent;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.LinkId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.platform.axon.EventMetadata;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * Which events are to be taken back. What is null does not narrow it.
 *
 * @param actor who did it; what strangers did through a link on the right of its maker is not the maker's
 * @param node only what is, or was, in this tree; null means the caller's home space
 * @param from the first moment
 * @param to the first moment that is too late
 * @param operation only what belongs to this undo or rewind
 * @param link only what was done through this link
 */
public record UndoFilter(
        @Nullable AccountId actor,
        @Nullable DeviceId device,
        @Nullable NodeId node,
        Instant from,
        @Nullable Instant to,
        @Nullable Set<Kind> kinds,
        @Nullable String operation,
        @Nullable LinkId link) {

    public Predicate<DomainEventMessage<?>> predicate() {
        return this::matches;
    }

    private boolean matches(EventMessage<?> message) {
        EventMetadata metadata = EventMetadata.of(message.getMetaData());
        Instant at = message.getTimestamp();
        Kind kind = Kind.ofEvent(message.getPayload());
        return kind != null
                && !at.isBefore(from)
                && (to == null || at.isBefore(to))
                && (actor == null || (actor.equals(metadata.actor()) && metadata.link() == null))
                && (device == null || device.equals(metadata.device()))
                && (operation == null || operation.equals(metadata.operation()))
                && (link == null || link.equals(metadata.link()))
                && (kinds == null || kinds.contains(kind));
    }

    /** What can be taken back. */
    public enum Kind {
        CREATE,
        CONTENT,
        RENAME,
        MOVE,
        TRASH,
        TAGS,
        ATTRIBUTES,
        GRANTS;

        @JsonCreator
        public static Kind of(String text) {
            return Arrays.stream(values())
                    .filter(kind -> kind.text().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("kinds: one of %s, not %s"
                            .formatted(Arrays.stream(values()).map(Kind::text).toList(), text)));
        }

        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Null for what cannot. */
        static @Nullable Kind ofEvent(Object event) {
            return switch (event) {
                case NodeEvent e -> ofNode(e);
                case GrantEvent.ShareHidden _, GrantEvent.ShareShown _ -> null;
                case GrantEvent _ -> GRANTS;
                default -> null;
            };
        }

        private static @Nullable Kind ofNode(NodeEvent event) {
            return switch (event) {
                case NodeEvent.FolderCreated _, NodeEvent.FileCreated _ -> CREATE;
                case NodeEvent.VersionAdded _, NodeEvent.VersionRestored _ -> CONTENT;
                case NodeEvent.NodeRenamed _ -> RENAME;
                case NodeEvent.NodeMoved _ -> MOVE;
                case NodeEvent.NodeTrashed _, NodeEvent.NodeUntrashed _, NodeEvent.NodePurged _ -> TRASH;
                case NodeEvent.NodeTagged _, NodeEvent.NodeUntagged _ -> TAGS;
                case NodeEvent.DescriptionChanged _, NodeEvent.ModifiedTimeSet _ -> ATTRIBUTES;
                case NodeEvent.NodeCopied _, NodeEvent.NodeLocked _, NodeEvent.NodeUnlocked _ -> null;
                case NodeEvent.ConflictRecorded _, NodeEvent.ConflictResolved _ -> null;
                case NodeEvent.RetentionSet _, NodeEvent.HoldPlaced _, NodeEvent.HoldLifted _ -> null;
                case NodeEvent.VersionsPruned _ -> null;
            };
        }
    }
}
