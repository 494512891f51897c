package dev.strata.sync.notification.web;

import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.sync.notification.Notification;
import dev.strata.sync.notification.NotificationKind;
import dev.strata.sync.notification.NotificationQueries;
import dev.strata.sync.notification.NotificationSettings;
import dev.strata.sync.notification.NotificationSettings.Choice;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the caller is told of, and what he wants to be told of. */
@RestController
class NotificationController {
    private static final int LIMIT_MAX = 1_000;

    private final NotificationQueries notifications;
    private final NotificationSettings settings;

    NotificationController(NotificationQueries notifications, NotificationSettings settings) {
        this.notifications = notifications;
        this.settings = settings;
    }

    /** @param unread of all, not of this page */
    @SuppressWarnings("MissingSummary")
    record NotificationPage(
            List<Notification> items, @Nullable String nextCursor, long unread) {}

    @GetMapping("/v1/notifications")
    @Operation(summary = "What the caller is told of, the newest first; kept for 90 days, at most 1,000")
    NotificationPage notifications(
            Caller caller,
            @RequestParam(defaultValue = "false") boolean unread,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw invalid("limit: expected 1 to %d, got %d".formatted(LIMIT_MAX, limit));
        }
        List<Notification> rows = notifications.list(caller.account(), unread, before(cursor), limit + 1);
        List<Notification> items = rows.size() > limit ? rows.subList(0, limit) : rows;
        return new NotificationPage(
                items,
                rows.size() > limit ? Long.toString(items.getLast().id()) : null,
                notifications.unread(caller.account()));
    }

    private static long before(@Nullable String cursor) {
        try {
            return cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
        } catch (NumberFormatException _) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "invalid-cursor",
                    "The cursor is not one that this list has given out. Begin without one.");
        }
    }

    record ReadRequest(Long through) {}

    @PostMapping("/v1/notifications/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "The caller has read all up to the one with this id, that one included")
    void readThrough(Caller caller, @RequestBody ReadRequest request) {
        notifications.read(caller.account(), request.through());
    }

    record NotificationChoices(Map<String, Choice> kinds) {}

    @GetMapping("/v1/me/notification-settings")
    @Operation(summary = "Of which kinds the caller is told in the product, and of which by mail")
    NotificationChoices choices(Caller caller) {
        Map<String, Choice> kinds = new TreeMap<>();
        settings.of(caller.account()).forEach((kind, choice) -> kinds.put(kind.text(), choice));
        return new NotificationChoices(kinds);
    }

    @PutMapping("/v1/me/notification-settings")
    @Operation(summary = "Changes that; a kind that is left out is as usual again")
    NotificationChoices choose(Caller caller, @RequestBody NotificationChoices request) {
        Map<NotificationKind, Choice> choices = new TreeMap<>();
        request.kinds().forEach((kind, choice) -> choices.put(kind(kind), chosen(kind, choice)));
        settings.set(caller.account(), choices);
        return choices(caller);
    }

    private static NotificationKind kind(String text) {
        try {
            return NotificationKind.of(text);
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static Choice chosen(String kind, @Nullable Choice choice) {
        if (choice == null) {
            throw invalid(kind + ": product and mail, each true or false");
        }
        return choice;
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "invalid-value", detail);
    }
}
