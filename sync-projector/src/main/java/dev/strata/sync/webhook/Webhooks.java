package dev.strata.sync.webhook;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.erasure.PersonalValues;
import dev.strata.sync.webhook.Sight.Place;
import dev.strata.sync.webhook.Webhook.Resending;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps {@code sync.webhook}. No projection: what people have made stays when the log is read again. */
@Component
class Webhooks {
    static final int PER_ACCOUNT_MAX = 20;
    private static final Duration OLD_SECRET = Duration.ofHours(24);
    private static final String SELECT = """
            SELECT w.*, h.*, w.space_id IS NULL AND EXISTS (
                SELECT FROM sync.notification n WHERE n.account_id = w.account_id
                   AND (n.position > w.read_to OR n.position = ANY (w.read_gaps))) AS news
            FROM sync.webhook w CROSS JOIN LATERAL (
                SELECT coalesce(sum(last_version - next_version + 1), 0) AS held, min(h.next_try) AS held_due
                FROM sync.webhook_held h WHERE h.webhook_id = w.webhook_id) h
            """;

    private final JdbcClient jdbc;
    private final PersonalValues personal;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Webhooks(JdbcClient jdbc, PersonalValues personal, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.personal = personal;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** False if the account has as many as it may. */
    boolean add(UUID id, AccountId account, NewWebhook made, long readTo) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('webhook'), hashtext(?))")
                    .param(account.toString())
                    .query((_, _) -> "")
                    .single();
            return jdbc.sql("""
                    INSERT INTO sync.webhook
                        (webhook_id, account_id, space_id, folder_id, url, secret, kinds, created_at, read_to)
                    SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?
                    WHERE (SELECT count(*) FROM sync.webhook WHERE account_id = ?) < ?
                    """)
                            .params(id, account.value())
                            .param(
                                    made.place() == null
                                            ? null
                                            : made.place().space().value())
                            .param(made.folder() == null ? null : made.folder().value())
                            .params(
                                    personal.seal(account.value(), made.url()),
                                    personal.seal(account.value(), made.secret()),
                                    made.kinds().toArray(String[]::new),
                                    now(),
                                    readTo,
                                    account.value(),
                                    PER_ACCOUNT_MAX)
                            .update()
                    == 1;
        }));
    }

    /** @param place null for notifications */
    @SuppressWarnings("MissingSummary")
    record NewWebhook(
            String url,
            String secret,
            Set<String> kinds,
            @Nullable Place place) {
        @Nullable
        NodeId folder() {
            return place == null ? null : place.folder();
        }
    }

    List<Webhook> ofAccount(AccountId account) {
        return jdbc.sql(SELECT + "WHERE w.account_id = ? ORDER BY w.webhook_id")
                .param(account.value())
                .query(this::webhook)
                .list();
    }

    Optional<Webhook> find(AccountId account, UUID id) {
        return find(id).filter(webhook -> webhook.account().equals(account));
    }

    Optional<Webhook> find(UUID id) {
        return jdbc.sql(SELECT + "WHERE w.webhook_id = ?")
                .param(id)
                .query(this::webhook)
                .optional();
    }

    boolean runs(UUID id) {
        return jdbc.sql(
                        "SELECT EXISTS (SELECT FROM sync.webhook WHERE webhook_id = ? AND NOT paused AND disabled IS NULL)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    List<Webhook> running() {
        return jdbc.sql(SELECT + "WHERE NOT w.paused AND w.disabled IS NULL")
                .query(this::webhook)
                .list();
    }

    boolean remove(AccountId account, UUID id) {
        return jdbc.sql("DELETE FROM sync.webhook WHERE webhook_id = ? AND account_id = ?")
                        .params(id, account.value())
                        .update()
                == 1;
    }

    void removeAll(AccountId account) {
        jdbc.sql("DELETE FROM sync.webhook WHERE account_id = ?")
                .param(account.value())
                .update();
    }

    /** Another URL gets what waits at once. */
    void changeUrl(Webhook webhook, String url) {
        jdbc.sql("UPDATE sync.webhook SET url = ? WHERE webhook_id = ?")
                .params(personal.seal(webhook.account().value(), url), webhook.id())
                .update();
        beginAnew(webhook.id());
    }

    void changeKinds(UUID id, Set<String> kinds) {
        jdbc.sql("UPDATE sync.webhook SET kinds = ? WHERE webhook_id = ?")
                .params(kinds.toArray(String[]::new), id)
                .update();
    }

    void pause(UUID id) {
        jdbc.sql("UPDATE sync.webhook SET paused = true WHERE webhook_id = ?")
                .param(id)
                .update();
    }

    /** Goes on where it was, as if nothing had failed. */
    void resume(UUID id) {
        jdbc.sql("UPDATE sync.webhook SET paused = false, disabled = NULL WHERE webhook_id = ?")
                .param(id)
                .update();
        beginAnew(id);
    }

    private void beginAnew(UUID id) {
        jdbc.sql("""
                UPDATE sync.webhook SET failures = 0, failing_since = NULL, next_try = NULL WHERE webhook_id = ?
                """).param(id).update();
        jdbc.sql("UPDATE sync.webhook_held SET attempts = 0, since = ?, next_try = ? WHERE webhook_id = ?")
                .params(now(), now(), id)
                .update();
    }

    void changeSecret(Webhook webhook, String secret) {
        jdbc.sql("UPDATE sync.webhook SET secret = ?, old_secret = secret, old_secret_until = ? WHERE webhook_id = ?")
                .params(
                        personal.seal(webhook.account().value(), secret),
                        clock.instant().plus(OLD_SECRET).atOffset(ZoneOffset.UTC),
                        webhook.id())
                .update();
    }

    /** False if another redelivery is under way. */
    boolean resend(UUID id, long after, long to) {
        return jdbc.sql("""
                UPDATE sync.webhook SET resend_after = ?, resend_to = ?
                WHERE webhook_id = ? AND resend_to IS NULL
                """).params(after, to, id).update() == 1;
    }

    void resentTo(Webhook webhook, long position) {
        boolean done = position >= Objects.requireNonNull(webhook.resending()).to();
        jdbc.sql("UPDATE sync.webhook SET resend_after = ?, resend_to = ? WHERE webhook_id = ?")
                .param(done ? null : position)
                .param(done ? null : webhook.resending().to())
                .param(webhook.id())
                .update();
    }

    void readTo(UUID id, GapAwareTrackingToken token) {
        jdbc.sql("UPDATE sync.webhook SET read_to = ?, read_gaps = ? WHERE webhook_id = ?")
                .params(token.getIndex(), token.getGaps().toArray(Long[]::new), id)
                .update();
    }

    void succeeded(UUID id, Attempt last) {
        jdbc.sql("""
                UPDATE sync.webhook SET failures = 0, failing_since = NULL, next_try = NULL,
                    last_at = ?, last_status = ?, last_error = NULL
                WHERE webhook_id = ?
                """)
                .param(last.at().atOffset(ZoneOffset.UTC))
                .param(last.status())
                .param(id)
                .update();
    }

    void failed(UUID id, int failures, Attempt last) {
        jdbc.sql("""
                UPDATE sync.webhook SET failures = ?, failing_since = coalesce(failing_since, ?), next_try = ?,
                    last_at = ?, last_status = ?, last_error = ?
                WHERE webhook_id = ?
                """)
                .params(failures, last.at().atOffset(ZoneOffset.UTC))
                .param(last.nextTry() == null ? null : last.nextTry().atOffset(ZoneOffset.UTC))
                .param(last.at().atOffset(ZoneOffset.UTC))
                .param(last.status())
                .param(last.error())
                .param(id)
                .update();
    }

    void disable(UUID id, String reason) {
        jdbc.sql("UPDATE sync.webhook SET disabled = ? WHERE webhook_id = ?")
                .params(reason, id)
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private Webhook webhook(ResultSet row, int index) throws SQLException {
        return new Webhook(
                row.getObject("webhook_id", UUID.class),
                new AccountId(row.getObject("account_id", UUID.class)),
                place(row),
                personal.open(row.getString("url")),
                secrets(row),
                new TreeSet<>(Arrays.asList((String[]) row.getArray("kinds").getArray())),
                Objects.requireNonNull(instant(row, "created_at")),
                GapAwareTrackingToken.newInstance(row.getLong("read_to"), Arrays.asList((Long[])
                        row.getArray("read_gaps").getArray())),
                row.getObject("resend_to") == null
                        ? null
                        : new Resending(row.getLong("resend_after"), row.getLong("resend_to")),
                row.getBoolean("paused"),
                row.getString("disabled"),
                row.getInt("failures"),
                instant(row, "failing_since"),
                instant(row, "next_try"),
                instant(row, "last_at"),
                row.getObject("last_status", Integer.class),
                row.getString("last_error"),
                row.getLong("held"),
                instant(row, "held_due"),
                row.getBoolean("news"));
    }

    private static @Nullable Place place(ResultSet row) throws SQLException {
        UUID space = row.getObject("space_id", UUID.class);
        UUID folder = row.getObject("folder_id", UUID.class);
        return space == null ? null : new Place(new SpaceId(space), folder == null ? null : new NodeId(folder));
    }

    private List<String> secrets(ResultSet row) throws SQLException {
        List<String> secrets = new ArrayList<>(List.of(personal.open(row.getString("secret"))));
        Instant until = instant(row, "old_secret_until");
        if (until != null && until.isAfter(clock.instant())) {
            secrets.add(personal.open(row.getString("old_secret")));
        }
        return secrets;
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
