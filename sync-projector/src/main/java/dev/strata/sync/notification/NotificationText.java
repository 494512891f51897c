package dev.strata.sync.notification;

import dev.strata.sync.notification.Notification.Actor;
import dev.strata.sync.notification.Notification.NamedNode;
import dev.strata.sync.notification.Notification.Quota;
import dev.strata.sync.notification.Notification.SuspiciousChange;
import org.jspecify.annotations.Nullable;

/** Says in a sentence what happened. What people chose to call something is in quotation marks, on one line. */
final class NotificationText {
    private static final long MEGABYTE = 1_000_000;

    private NotificationText() {}

    static String of(
            NotificationKind kind,
            @Nullable Actor actor,
            @Nullable NamedNode node,
            @Nullable String role,
            @Nullable Quota quota,
            @Nullable SuspiciousChange change) {
        String who = actor == null ? "Somebody" : line(actor.called());
        String what = node == null || node.name() == null ? "something that you cannot see now" : called(node.name());
        return switch (kind) {
            case SHARED -> "%s has shared %s with you, as %s.".formatted(who, what, role);
            case ACCESS_ASKED -> "%s asks for access to %s, as %s.".formatted(who, what, role);
            case COMMENTED -> "%s has commented on %s.".formatted(who, what);
            case MENTIONED -> "%s has mentioned you in a comment on %s.".formatted(who, what);
            case LINK_USED -> "Your link to %s was used for the first time.".formatted(what);
            case LINK_USED_UP -> "Your link to %s is used up: the last of its downloads was taken.".formatted(what);
            case QUOTA_NEAR -> "Your space is nearly full: " + amount(quota);
            case QUOTA_FULL -> "Your space is full: " + amount(quota);
            case SUSPICIOUS_CHANGE -> suspicious(who, change);
            case DEVICE_PARKED -> parked(change);
        };
    }

    private static String suspicious(String who, @Nullable SuspiciousChange change) {
        return change == null
                ? who + " has changed much in your space."
                : ("%s has deleted %d and rewritten %d files and folders in your space since %s."
                                + " If that was not meant, see which sessions there are, and take it back:"
                                + " POST /v1/undo with \"from\": \"%s\".")
                        .formatted(
                                who,
                                change.deleted(),
                                change.rewritten(),
                                change.since(),
                                change.undo().from());
    }

    private static String parked(@Nullable SuspiciousChange change) {
        return change == null
                ? "A device of yours has changed much in a short time, and was stopped."
                : ("A device of yours has deleted or rewritten %d files and folders since %s, and was stopped."
                                + " If that was not meant, take it back: POST /v1/undo with \"from\": \"%s\","
                                + " \"device\": \"%s\". If it was, let it go on: POST /v1/devices/%4$s/release.")
                        .formatted(
                                change.rewritten(),
                                change.since(),
                                change.undo().from(),
                                change.undo().device());
    }

    private static String amount(@Nullable Quota quota) {
        return quota == null
                ? "it has reached its quota."
                : "%d of %d MB are used.".formatted(quota.used() / MEGABYTE, quota.bytes() / MEGABYTE);
    }

    private static String called(String name) {
        return name.isEmpty() ? "the home folder" : "\"" + line(name) + "\"";
    }

    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
