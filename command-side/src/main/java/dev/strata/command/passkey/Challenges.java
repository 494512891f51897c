package dev.strata.command.passkey;

import dev.strata.platform.web.ProblemException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What authenticators are asked to sign. Each is good once, whatever becomes of the answer: asking for another costs
 * nothing. An account has one at a time for a new passkey; to sign in, the newest hundred thousand are good.
 */
@Component
public class Challenges {
    static final Duration VALIDITY = Duration.ofMinutes(5);

    private static final int BYTES = 32;
    private static final int SIGN_INS_MAX = 100_000;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Challenges(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param account whose new passkey shall sign it; null to sign in, when nobody knows who it is yet */
    @SuppressWarnings("MissingSummary") // the class says it
    String give(@Nullable UUID account) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String challenge = Encoded.of(bytes).value();
        jdbc.sql("""
                        INSERT INTO command.passkey_challenge (challenge, account_id, expires_at)
                        VALUES (?, CAST(? AS uuid), ?)
                        ON CONFLICT (account_id)
                            DO UPDATE SET challenge = excluded.challenge, expires_at = excluded.expires_at""")
                .param(challenge)
                .param(account)
                .param(now().plus(VALIDITY))
                .update();
        return challenge;
    }

    /** Uses it up, beside any transaction that the answer leads to. */
    void take(String challenge, @Nullable UUID account) {
        int taken = jdbc.sql("""
                        DELETE FROM command.passkey_challenge
                         WHERE challenge = ? AND account_id IS NOT DISTINCT FROM CAST(? AS uuid) AND expires_at > ?""").param(challenge).param(account).param(now()).update();
        if (taken == 0) {
            throw new ProblemException(
                    account == null ? HttpStatus.UNAUTHORIZED : HttpStatus.FORBIDDEN,
                    "passkey-challenge-not-known",
                    "The challenge was not given out for this, is too old, or was used before. Ask for other options.");
        }
    }

    @Scheduled(initialDelay = 60_000, fixedDelay = 60_000)
    void sweep() {
        jdbc.sql("DELETE FROM command.passkey_challenge WHERE expires_at < ?")
                .param(now())
                .update();
        jdbc.sql("""
                        DELETE FROM command.passkey_challenge WHERE account_id IS NULL AND expires_at <=
                            (SELECT expires_at FROM command.passkey_challenge WHERE account_id IS NULL
                              ORDER BY expires_at DESC OFFSET ? LIMIT 1)""").param(SIGN_INS_MAX).update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
