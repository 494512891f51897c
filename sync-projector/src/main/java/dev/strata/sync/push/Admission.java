package dev.strata.sync.push;

import dev.strata.platform.session.EndedSessions;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

/** How long somebody who was let in may listen: until his access token ends, or before that the session it belongs to. */
@Component
public class Admission {
    private final EndedSessions endedSessions;
    private final Clock clock;

    Admission(EndedSessions endedSessions, Clock clock) {
        this.endedSessions = endedSessions;
        this.clock = clock;
    }

    /** Whether he may be told nothing more. */
    public boolean isOver(Jwt token) {
        String session = token.getClaimAsString(EndedSessions.CLAIM);
        return clock.instant().isAfter(end(token)) || (session != null && endedSessions.contains(session));
    }

    /** When it is over at the latest. */
    public Instant end(Jwt token) {
        return Objects.requireNonNull(token.getExpiresAt(), "access tokens expire");
    }
}
