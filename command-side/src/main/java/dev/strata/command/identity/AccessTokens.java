package dev.strata.command.identity;

import dev.strata.kernel.account.AccountRole;
import dev.strata.platform.session.EndedSessions;
import dev.strata.platform.web.BoundFolder;
import dev.strata.platform.web.DelegatedEndpoints;
import dev.strata.platform.web.ScopedEndpoints;
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

    /** As long as a content receipt. */
    static final Duration UPLOAD_VALIDITY = Duration.ofHours(24);

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

    /**
     * A token for everything that the account may do.
     *
     * @param session what a sign-out ends: the family of the refresh token that comes with it
     */
    String issue(UUID account, AccountRole role, UUID session, @Nullable UUID device) {
        JwtBuilder token = token(account, session, device, audience, VALIDITY);
        return sign(role == AccountRole.USER ? token : token.claim("role", role.text()));
    }

    /** As long as any, but not longer than what it comes of. */
    Duration validityUntil(@Nullable Instant end) {
        Duration left = end == null ? VALIDITY : Duration.between(clock.instant(), end);
        return left.compareTo(VALIDITY) < 0 ? left : VALIDITY;
    }

    /**
     * A token that opens files alone, and changes them if it may write; without the account's role.
     *
     * @param folder outside of which it opens nothing; null if it is bound to none
     */
    String issueForApp(UUID account, UUID session, boolean mayWrite, @Nullable UUID folder, Duration validity) {
        return sign(bound(token(account, session, null, audience, validity), folder)
                .claim(ScopedEndpoints.CLAIM, mayWrite ? ScopedEndpoints.READ_AND_WRITE : ScopedEndpoints.READ));
    }

    /** A token that does nothing but finish an upload that has begun; it ends with its session too. */
    String issueForUpload(UUID account, @Nullable UUID session, @Nullable UUID device, @Nullable UUID folder) {
        return sign(
                bound(token(account, session, device, audience + DelegatedEndpoints.UPLOAD, UPLOAD_VALIDITY), folder));
    }

    private static JwtBuilder bound(JwtBuilder token, @Nullable UUID folder) {
        return folder == null ? token : token.claim(BoundFolder.CLAIM, folder.toString());
    }

    private JwtBuilder token(
            UUID account, @Nullable UUID session, @Nullable UUID device, String forWhom, Duration validity) {
        Instant now = clock.instant();
        JwtBuilder token = Jwts.builder()
                .header()
                .keyId(keys.key().getId())
                .type("at+jwt")
                .and()
                .issuer(issuer)
                .subject(account.toString())
                .audience()
                .add(forWhom)
                .and()
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plus(validity)));
        if (session != null) {
            token.claim(EndedSessions.CLAIM, session.toString());
        }
        if (device != null) {
            token.claim("device", device.toString());
        }
        return token;
    }

    private String sign(JwtBuilder token) {
        return token.signWith(keys.key().toKey(), Jwts.SIG.ES256).compact();
    }
}
