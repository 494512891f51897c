package dev.strata.sync.push.web;

import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.sync.feed.Deliveries;
import dev.strata.sync.feed.FeedRebuildingException;
import dev.strata.sync.feed.FeedResetException;
import dev.strata.sync.feed.HeadWatch;
import dev.strata.sync.feed.LongPoll;
import dev.strata.sync.feed.Page;
import dev.strata.sync.push.Admission;
import dev.strata.sync.push.ComeBack;
import dev.strata.sync.push.Connections;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * The feed as Server-Sent Events (HTML Living Standard, 9.2), for browsers and curl. Each event is a page of {@code
 * /v1/changes}, and its id the cursor to go on from, which a browser sends back by itself when the connection is lost.
 * Nothing is queued: a page is read when the one before has been taken.
 * A comment says that nothing has happened, so that both ends notice when the other has gone.
 */
@RestController
class StreamController {
    private static final Logger LOG = LoggerFactory.getLogger(StreamController.class);
    private static final int PAGE = 500;
    private static final int SECONDS_MAX = 3600;

    private final LongPoll feed;
    private final Deliveries deliveries;
    private final HeadWatch watch;
    private final Connections connections;
    private final Admission admission;
    private final ComeBack comeBack;
    private final JsonMapper json;
    private final Clock clock;
    private final Duration heartbeat;

    StreamController(
            LongPoll feed,
            Deliveries deliveries,
            HeadWatch watch,
            Connections connections,
            Admission admission,
            ComeBack comeBack,
            JsonMapper json,
            Clock clock,
            @Value("${strata.sync.heartbeat:25s}") Duration heartbeat) {
        this.feed = feed;
        this.deliveries = deliveries;
        this.watch = watch;
        this.connections = connections;
        this.admission = admission;
        this.comeBack = comeBack;
        this.json = json;
        this.clock = clock;
        this.heartbeat = heartbeat;
    }

    /** The stream ends after {@code seconds}, with the access token, with its session, and when the server stops, which says last when to come back. */
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(implementation = String.class)))
    @GetMapping("/v1/changes/stream")
    void stream(
            Caller caller,
            @AuthenticationPrincipal Jwt token,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "" + SECONDS_MAX) int seconds,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        if (seconds < 1 || seconds > SECONDS_MAX) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "invalid-value",
                    "seconds: expected 1 to %d, got %d".formatted(SECONDS_MAX, seconds));
        }
        if (!connections.open(caller.account())) {
            throw new ProblemException(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "too-many-connections",
                    "This account has too many connections open. Close one of them first.");
        }
        try {
            Instant end = clock.instant().plusSeconds(seconds);
            Instant admitted = admission.end(token);
            String from = lastEventId == null ? cursor : lastEventId;
            Page first = feed.page(caller.account(), from, PAGE, Duration.ZERO);
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Accel-Buffering", "no");
            follow(caller, token, first, admitted.isBefore(end) ? admitted : end, response.getOutputStream());
        } finally {
            connections.close(caller.account());
        }
    }

    private void follow(Caller caller, Jwt token, Page first, Instant end, OutputStream out)
            throws InterruptedException {
        try {
            tell(caller, first, out);
            Page page = first;
            while (watch.isRunning() && clock.instant().isBefore(end)) {
                Duration left = Duration.between(clock.instant(), end);
                Duration wait = page.hasMore() ? Duration.ZERO : left.compareTo(heartbeat) < 0 ? left : heartbeat;
                page = feed.page(caller.account(), page.to(), PAGE, wait);
                if (admission.isOver(token)) {
                    return;
                }
                if (page.records().isEmpty() && page.to().equals(page.from())) {
                    write(":\n\n", out);
                } else {
                    tell(caller, page, out);
                }
            }
            if (!watch.isRunning()) {
                write("retry: %d\n\n".formatted(comeBack.afterMillis()), out);
            }
        } catch (IOException e) {
            LOG.debug("the reader of a stream has gone", e);
        } catch (FeedResetException | FeedRebuildingException e) {
            LOG.debug("a stream ends, its reader will be told when it comes back", e);
        }
    }

    private void tell(Caller caller, Page page, OutputStream out) throws IOException {
        deliveries.note(caller, page);
        write("id: %s\nevent: changes\ndata: %s\n\n".formatted(page.to(), json.writeValueAsString(page)), out);
    }

    private static void write(String text, OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
