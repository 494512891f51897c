package dev.strata.platform.signing;

import io.jsonwebtoken.ExpiredJwtException;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.crypto.SecretKey;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs statements of one kind and checks them: a compact JWT (RFC 7519) with HMAC-SHA-256, bound to its purpose, with
 * an end. Whoever holds the text can read it, nobody without the key can change it.
 */
public final class SignedStatements<T> {
    private static final String STATEMENT = "statement";

    private final SecretKey key;
    private final String purpose;
    private final Class<T> type;
    private final JsonMapper json;
    private final Clock clock;
    private final JwtParser parser;

    public SignedStatements(SecretKey key, String purpose, Class<T> type, JsonMapper json, Clock clock) {
        this.key = key;
        this.purpose = purpose;
        this.type = type;
        this.json = json;
        this.clock = clock;
        this.parser = Jwts.parser()
                .verifyWith(key)
                .requireAudience(purpose)
                .clock(() -> Date.from(clock.instant()))
                .build();
    }

    public String sign(T statement, Duration validity) {
        Instant now = clock.instant();
        return Jwts.builder()
                .audience()
                .add(purpose)
                .and()
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plus(validity)))
                .claim(STATEMENT, json.writeValueAsString(statement))
                .signWith(key, Jwts.SIG.HS256)
                .compact();
    }

    /** The statement, if it was signed with this key for this purpose and has not expired. */
    public T verify(String text) throws InvalidStatementException {
        try {
            String statement = parser.parseSignedClaims(text).getPayload().get(STATEMENT, String.class);
            return json.readValue(statement, type);
        } catch (ExpiredJwtException e) {
            throw new InvalidStatementException(true, "this %s has expired".formatted(purpose), e);
        } catch (JwtException | IllegalArgumentException | JacksonException e) {
            throw new InvalidStatementException(false, "this is not a valid %s".formatted(purpose), e);
        }
    }
}
