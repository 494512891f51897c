package dev.strata.command.openid;

import dev.strata.platform.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Codes for those who have come back from a provider. Each is good once, and only with the verifier of the challenge that
 * the sign-in was begun with: neither an address that somebody else has seen nor one that somebody else has made signs
 * anybody in.
 */
@Component
class SignInCodes {
    /** Time enough to look for the code of a second factor. */
    static final Duration VALIDITY = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final Clock clock;

    SignInCodes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    String give(ProvenIdentity who, String challenge) {
        String code = Secrets.random();
        jdbc.sql("""
                        INSERT INTO command.sign_in_code (code_hash, challenge, provider, issuer, subject, login,
                            display_name, email, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(Secrets.hash(code))
                .param(challenge)
                .param(who.provider())
                .param(who.issuer())
                .param(who.subject())
                .param(who.login())
                .param(who.displayName())
                .param(who.email())
                .param(now().plus(VALIDITY))
                .update();
        return code;
    }

    ProvenIdentity take(String code, String verifier) {
        return jdbc.sql("""
                        DELETE FROM command.sign_in_code WHERE code_hash = ? AND challenge = ? AND expires_at > ?
                        RETURNING *""")
                .params(Secrets.hash(code), Secrets.hash(verifier), now())
                .query((row, _) -> new ProvenIdentity(
                        row.getString("provider"),
                        row.getString("issuer"),
                        row.getString("subject"),
                        row.getString("login"),
                        row.getString("display_name"),
                        row.getString("email")))
                .optional()
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.UNAUTHORIZED,
                        "invalid-sign-in-code",
                        "The code is wrong, too old, was used before, or belongs to another verifier. Begin again."));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
