package dev.strata.platform.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.strata.platform.session.EndedSessions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Verifies a token's signature once a minute instead of at every request: it took a third of the time of a small
 * command. A token that has ended meanwhile is verified again, and so refused; one whose session was ended is refused at
 * once.
 */
class RememberedTokens implements JwtDecoder {
    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final long COUNT_MAX = 10_000;

    private final JwtDecoder delegate;
    private final Predicate<String> endedSessions;
    private final Clock clock;
    private final Cache<String, Jwt> verified = Caffeine.newBuilder()
            .maximumSize(COUNT_MAX)
            .expireAfterWrite(REMEMBERED)
            .build();

    RememberedTokens(JwtDecoder delegate, Predicate<String> endedSessions, Clock clock) {
        this.delegate = delegate;
        this.endedSessions = endedSessions;
        this.clock = clock;
    }

    @Override
    public Jwt decode(String token) {
        Jwt decoded = verified(token);
        String session = decoded.getClaimAsString(EndedSessions.CLAIM);
        if (session != null && endedSessions.test(session)) {
            throw new BadJwtException("the session of this token was ended");
        }
        return decoded;
    }

    private Jwt verified(String token) {
        Jwt known = verified.getIfPresent(token);
        if (known != null && hasNotEnded(known)) {
            return known;
        }
        Jwt fresh = delegate.decode(token);
        verified.put(token, fresh);
        return fresh;
    }

    private boolean hasNotEnded(Jwt token) {
        Instant end = token.getExpiresAt();
        return end != null && end.isAfter(clock.instant());
    }
}
