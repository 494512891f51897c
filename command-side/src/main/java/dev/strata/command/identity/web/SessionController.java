package dev.strata.command.identity.web;

import dev.strata.command.identity.Origin;
import dev.strata.command.identity.SecurityLog;
import dev.strata.command.identity.SecurityNotice;
import dev.strata.command.identity.Sessions;
import dev.strata.command.identity.SignInSession;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where an account is signed in, and what happened to its sign-ins. */
@RestController
class SessionController {
    private final Sessions sessions;
    private final SecurityLog log;
    private final Clock clock;

    SessionController(Sessions sessions, SecurityLog log, Clock clock) {
        this.sessions = sessions;
        this.log = log;
        this.clock = clock;
    }

    record SignInSessions(
            List<SignInSession> items, @Nullable String nextCursor) {}

    @GetMapping("/v1/sessions")
    @Operation(summary = "Where the caller is signed in, the latest use first")
    SignInSessions sessions(Caller caller) {
        return new SignInSessions(sessions.list(caller, clock.instant()), null);
    }

    @DeleteMapping("/v1/sessions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Signs out there: its tokens are refused everywhere within a second")
    void end(Caller caller, HttpServletRequest http, @PathVariable UUID id) {
        if (!sessions.end(caller.account(), id, SecurityNotice.Type.SESSION_ENDED, Origin.of(http))) {
            throw new ProblemException(
                    HttpStatus.NOT_FOUND, "session-not-found", "You have no such session. Perhaps it has ended.");
        }
    }

    record SecurityNotices(
            List<SecurityNotice> items, @Nullable String nextCursor) {}

    @GetMapping("/v1/me/security-events")
    @Operation(summary = "What happened to the caller's sign-ins, the newest first")
    SecurityNotices events(
            Caller caller,
            @RequestParam(defaultValue = ListPart.LIMIT_DEFAULT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        ListPart part = new ListPart(limit, cursor);
        List<SecurityNotice> rows = log.list(caller.account(), part.number(Long.MAX_VALUE), limit + 1);
        return new SecurityNotices(part.items(rows), part.next(rows, last -> Long.toString(last.id())));
    }
}
