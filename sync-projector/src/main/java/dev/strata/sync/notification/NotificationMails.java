package dev.strata.sync.notification;

import dev.strata.kernel.id.AccountId;
import dev.strata.platform.erasure.SubjectErasedException;
import dev.strata.platform.mail.Mail;
import dev.strata.platform.mail.MailOutbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts what an account was told of in the last minutes into one mail. How far it was mailed is kept apart from the
 * notifications, so that a replay mails nothing again; nothing is mailed that is older than a day.
 */
@Component
class NotificationMails {
    private static final Logger LOG = LoggerFactory.getLogger(NotificationMails.class);
    private static final Duration OLDEST = Duration.ofDays(1);
    private static final int PER_MAIL = 50;

    private final NotificationQueries notifications;
    private final MailOutbox outbox;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration after;
    private final String url;

    NotificationMails(
            NotificationQueries notifications,
            MailOutbox outbox,
            TransactionTemplate transaction,
            JdbcClient jdbc,
            Clock clock,
            @Value("${strata.notifications.mail-after:PT5M}") Duration after,
            @Value("${strata.urls.public:}") String publicUrl,
            @Value("${strata.urls.sync}") String syncUrl) {
        this.notifications = notifications;
        this.outbox = outbox;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.clock = clock;
        this.after = after;
        this.url = publicUrl.isEmpty() ? syncUrl : publicUrl;
    }

    @Scheduled(fixedDelayString = "${strata.notifications.mail-check:PT30S}")
    void mailAll() {
        if (!outbox.isOpen()) {
            return;
        }
        for (UUID account : waiting()) {
            try {
                transaction.executeWithoutResult(_ -> mail(new AccountId(account)));
            } catch (SubjectErasedException _) {
                LOG.debug("the account {} was erased before it was told by mail", account);
            } catch (RuntimeException e) {
                LOG.warn("cannot tell the account {} by mail, trying again", account, e);
            }
        }
    }

    /** What is suspicious does not wait. */
    private List<UUID> waiting() {
        Instant now = clock.instant();
        return jdbc.sql("""
                        SELECT n.account_id FROM sync.notification n
                          LEFT JOIN sync.notification_reader r USING (account_id)
                         WHERE n.at > :oldest AND n.position > coalesce(r.mailed_through, 0)
                         GROUP BY n.account_id
                        HAVING min(n.at) <= :due OR bool_or(n.kind = 'suspicious-change') LIMIT 1000""")
                .param("oldest", now.minus(OLDEST).atOffset(ZoneOffset.UTC))
                .param("due", now.minus(after).atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Of several processes one gets there first; the others find nothing more to tell. */
    private void mail(AccountId account) {
        long before = lock(account);
        Instant oldest = clock.instant().minus(OLDEST);
        Long newest = jdbc.sql("SELECT max(position) FROM sync.notification WHERE account_id = ? AND position > ?")
                .params(account.value(), before)
                .query((row, _) -> row.getObject(1, Long.class))
                .single();
        if (newest == null) {
            return;
        }
        List<Notification> told = notifications.toMail(account, before, oldest, PER_MAIL);
        if (!told.isEmpty()) {
            address(account).ifPresent(to -> outbox.put(account.value(), compose(to, told)));
        }
        jdbc.sql("UPDATE sync.notification_reader SET mailed_through = ? WHERE account_id = ?")
                .params(newest, account.value())
                .update();
    }

    private long lock(AccountId account) {
        return jdbc.sql("""
                        INSERT INTO sync.notification_reader AS r (account_id) VALUES (?)
                        ON CONFLICT (account_id) DO UPDATE SET mailed_through = r.mailed_through
                        RETURNING mailed_through""").param(account.value()).query(Long.class).single();
    }

    private Optional<String> address(AccountId account) {
        return jdbc.sql("SELECT email FROM sync.person WHERE account_id = ? AND email IS NOT NULL")
                .param(account.value())
                .query(String.class)
                .optional()
                .filter(Mail::isAddress);
    }

    /** Names are in the text alone: they could be anything. */
    private Mail compose(String to, List<Notification> told) {
        boolean suspicious = told.stream().anyMatch(one -> one.kind() == NotificationKind.SUSPICIOUS_CHANGE);
        String subject = suspicious ? "Strata: much was changed in your space" : "Strata: what is new";
        return new Mail(
                to,
                subject,
                told.stream().map(one -> "- " + one.text()).collect(Collectors.joining("\n", "", """


                                All of it: GET %s/v1/notifications
                                Less mail: PUT %s/v1/me/notification-settings
                                """.formatted(
                                url, url))));
    }
}
