package dev.strata.sync.feed.web;

import dev.strata.platform.session.EndedSessions;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.sync.feed.Deliveries;
import dev.strata.sync.feed.LongPoll;
import dev.strata.sync.feed.Page;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves the feed: a snapshot, what comes after a cursor, and waiting for it. */
@RestController
class ChangesController {
    private static final int LIMIT_MAX = 1_000;
    private static final int WAIT_SECONDS_MAX = 60;

    private final LongPoll feed;
    private final Deliveries deliveries;
    private final EndedSessions endedSessions;

    ChangesController(LongPoll feed, Deliveries deliveries, EndedSessions endedSessions) {
        this.feed = feed;
        this.deliveries = deliveries;
        this.endedSessions = endedSessions;
    }

    @GetMapping("/v1/changes")
    ResponseEntity<Page> changes(
            Caller caller,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "500") int limit,
            @RequestParam(defaultValue = "0") int wait)
            throws InterruptedException {
        require("limit", limit, 1, LIMIT_MAX);
        require("wait", wait, 0, WAIT_SECONDS_MAX);
        Page page = feed.page(caller.account(), cursor, limit, Duration.ofSeconds(wait));
        if (caller.session() != null && endedSessions.contains(caller.session().toString())) {
            throw new ProblemException(
                    HttpStatus.UNAUTHORIZED, "invalid-token", "This session was ended while the request waited.");
        }
        deliveries.note(caller, page);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(page);
    }

    private static void require(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "invalid-value",
                    "%s: expected %d to %d, got %d".formatted(name, min, max, value));
        }
    }
}
