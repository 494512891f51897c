package dev.strata.command.identity;

import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Issues access tokens: JWTs that every side verifies by itself, for a quarter of an hour. */
@Component
class AccessTokens {
    static final Duration VALIDITY = Duration.ofMinutes(15);

    private final AccessTokenKeys keys;
    private final String issuer;
    private final String audience;
    private final Clock clock;

    AccessTokens(
            AccessTokenKeys keys,
            @Value("${strata.tokens.issuer}") String issuer,
            @Value("${strata.tokens.audience}") String audience,
            Clock clock) {
        this.keys = keys;
        this.issuer = issuer;
        this.audience = audience;
        this.clock = clock;
    }

    /** @param family of the refresh token that comes with it: what a sign-out ends */
    @SuppressWarnings("MissingSummary")
    String issue(UUID account, UUID family, @Nullable UUID device) {
        Instant now = clock.instant();
        JwtBuilder token = Jwts.builder()
                .header()
                .keyId(keys.key().getId())
                .type("at+jwt")
                .and()
                .issuer(issuer)
                .subject(account.toString())
                .audience()
                .add(audience)
                .and()
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plus(VALIDITY)))
                .claim("family", family.toString());
        if (device != null) {
            token.claim("device", device.toString());
        }
        return token.signWith(keys.key().toKey(), Jwts.SIG.ES256).compact();
    }
}
