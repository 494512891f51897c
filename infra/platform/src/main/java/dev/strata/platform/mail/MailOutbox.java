package dev.strata.platform.mail;

import dev.strata.platform.erasure.PersonalValues;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The mails that were not sent yet, in {@code log.mail}. A mail is put here in the transaction of what it tells of, so
 * there is one exactly if that has happened. What a row says is encrypted under the key of its account, and the row goes
 * when the mail was sent: at least once, always with the same Message-ID.
 */
@Component
public class MailOutbox {
    /** After this nobody wants to know any more. */
    private static final Duration KEPT = Duration.ofDays(3);

    private static final Duration PAUSE_MAX = Duration.ofHours(1);
    private static final int DOUBLINGS_MAX = 20;

    private final MailRoute route;
    private final PersonalValues values;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration firstPause;

    MailOutbox(
            MailRoute route,
            PersonalValues values,
            JdbcClient jdbc,
            Clock clock,
            @Value("${strata.mail.retry-after:PT15S}") Duration firstPause) {
        this.route = route;
        this.values = values;
        this.jdbc = jdbc;
        this.clock = clock;
        this.firstPause = firstPause;
    }

    /** Whether mails are sent at all. If not, what is put here is dropped. */
    public boolean isOpen() {
        return route.exists();
    }

    /** Sends it once the transaction is committed; tries for three days. */
    public void put(UUID account, Mail mail) {
        put(account, mail, clock.instant().plus(KEPT));
    }

    /** The same for one that is of no use any more from an instant on. */
    public void put(UUID account, Mail mail, Instant until) {
        if (!isOpen() || !Mail.isAddress(mail.to())) {
            return;
        }
        OffsetDateTime now = utc(clock.instant());
        jdbc.sql("""
                        INSERT INTO log.mail (mail_id, account_id, sealed, written_at, keep_until, next_at)
                        VALUES (gen_random_uuid(), ?, ?, ?, ?, ?)""")
                .params(
                        account,
                        values.seal(account, String.join("\n", mail.to(), mail.subject(), mail.text())),
                        now,
                        utc(until),
                        now)
                .update();
    }

    /** Sends nothing more to an account, from the end of this transaction on. */
    public void forget(UUID account) {
        jdbc.sql("DELETE FROM log.mail WHERE account_id = ?").param(account).update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                route.forget(account);
            }
        });
    }

    /** One that is due. */
    record Due(UUID id, UUID account, String sealed, Instant writtenAt) {}

    /** Takes one that is due, which is due again after a pause, longer each time, if nobody says that it was sent. */
    Optional<Due> take() {
        Instant now = clock.instant();
        forgetLate(now);
        return jdbc.sql("""
                        UPDATE log.mail SET attempts = attempts + 1,
                            next_at = :now + least(make_interval(secs => :longest), make_interval(secs => :first) * (2 ^ least(attempts, :doublings)))
                         WHERE mail_id = (SELECT mail_id FROM log.mail WHERE next_at <= :now
                                           ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING mail_id, account_id, sealed, written_at""")
                .param("now", utc(now))
                .param("first", firstPause.toMillis() / 1000.0)
                .param("longest", PAUSE_MAX.toSeconds())
                .param("doublings", DOUBLINGS_MAX)
                .query((row, _) -> new Due(
                        row.getObject("mail_id", UUID.class),
                        row.getObject("account_id", UUID.class),
                        row.getString("sealed"),
                        row.getObject("written_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    private void forgetLate(Instant now) {
        jdbc.sql("DELETE FROM log.mail WHERE keep_until <= ?").param(utc(now)).update();
    }

    /** What it says; empty if its account was erased. */
    Optional<Mail> open(Due due) {
        String[] parts = values.open(due.sealed()).split("\n", 3);
        return parts.length < 3 ? Optional.empty() : Optional.of(new Mail(parts[0], parts[1], parts[2]));
    }

    void remove(Due due) {
        jdbc.sql("DELETE FROM log.mail WHERE mail_id = ?").param(due.id()).update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
