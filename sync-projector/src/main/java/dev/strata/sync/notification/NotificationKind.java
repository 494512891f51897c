package dev.strata.sync.notification;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What somebody can be told of. The texts are stored. */
public enum NotificationKind {
    SHARED(true),
    ACCESS_ASKED(true),
    COMMENTED(false),
    MENTIONED(true),
    /** A public link was opened for the first time. */
    LINK_USED(false),
    /** The last of its downloads was taken. */
    LINK_USED_UP(false),
    QUOTA_NEAR(true),
    QUOTA_FULL(true),
    /** Much was deleted or rewritten in a short time. */
    SUSPICIOUS_CHANGE(true),
    /** A device deleted or rewrote much in a short time, and is let do no more. */
    DEVICE_PARKED(true);

    private final boolean mailed;

    NotificationKind(boolean mailed) {
        this.mailed = mailed;
    }

    /** Whether it is told by mail to whoever has said nothing else. */
    boolean isMailed() {
        return mailed;
    }

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads the text form; {@link IllegalArgumentException} if it is none. */
    @JsonCreator
    public static NotificationKind of(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a kind of notification: %s; the kinds are %s"
                        .formatted(
                                text,
                                String.join(
                                        ", ",
                                        Arrays.stream(values())
                                                .map(NotificationKind::text)
                                                .toList()))));
    }
}
