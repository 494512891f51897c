package dev.strata.sync.webhook;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.strata.sync.notification.NotificationKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a webhook tells of. */
public enum Topic {
    /** What happens to files and folders in one place. */
    NODES,
    /** What its own account is notified of. */
    NOTIFICATIONS;

    Set<String> kinds() {
        return switch (this) {
            case NODES -> new TreeSet<>(NodeNotice.KINDS);
            case NOTIFICATIONS ->
                Arrays.stream(NotificationKind.values())
                        .map(NotificationKind::text)
                        .collect(Collectors.toCollection(TreeSet::new));
        };
    }

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the text form; {@link IllegalArgumentException} if it is none. */
    @JsonCreator
    public static Topic of(String text) {
        return Arrays.stream(values())
                .filter(topic -> topic.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("of: nodes or notifications, not " + text));
    }
}
