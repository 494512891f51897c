package dev.strata.command.identity;

import dev.strata.command.CommandRefused;
import dev.strata.command.identity.AppPassword.Scope;
import dev.strata.command.node.domain.NodeRefusal;
import dev.strata.command.node.domain.Place;
import dev.strata.command.tree.Tree;
import dev.strata.kernel.content.Sha256;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeKind;
import dev.strata.platform.erasure.SubjectErasedException;
import dev.strata.platform.session.EndedSessions;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Passwords for programs that know a login and a password only. They are random, 192 bits each, so that a plain hash
 * hides them and nobody guesses one. Deleting one ends its access tokens in all processes within a second.
 */
@Component
public class AppPasswords {
    /** So that whoever finds one, a scanner for instance, knows what it is. */
    private static final String PREFIX = "strata_app_";

    private static final int SECRET_BYTES = 24;
    private static final int PER_ACCOUNT = 100;

    private final AccountRows accounts;
    private final EndedSessions ended;
    private final SecurityLog log;
    private final Tree tree;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    AppPasswords(AccountRows accounts, EndedSessions ended, SecurityLog log, Tree tree, JdbcClient jdbc, Clock clock) {
        this.accounts = accounts;
        this.ended = ended;
        this.log = log;
        this.tree = tree;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What a new one is; the secret is told this once.
     *
     * @param secret what sign-in asks for
     */
    public record NewAppPassword(
            UUID id,
            String secret,
            List<Scope> scopes,
            @Nullable NodeId folderId,
            @Nullable Instant expiresAt) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "NewAppPassword[" + id + "]";
        }
    }

    /** @param folder outside of which it opens nothing; null for everything */
    @Transactional
    @SuppressWarnings("MissingSummary")
    public NewAppPassword make(
            Caller caller,
            String name,
            boolean mayWrite,
            @Nullable NodeId folder,
            @Nullable Instant expiresAt,
            Origin origin) {
        UUID account = caller.account().value();
        Instant now = clock.instant();
        if (accounts.change(account).isEmpty()) {
            throw new SubjectErasedException();
        }
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw new ProblemException(HttpStatus.BAD_REQUEST, "invalid-value", "expiresAt: in the future");
        }
        if (folder != null) {
            requireFolder(folder, caller.account());
        }
        forgetExpired(account, now);
        if (count(account) >= PER_ACCOUNT) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "too-many-app-passwords",
                    "You have %d app passwords. Delete some first.".formatted(PER_ACCOUNT));
        }
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        UUID id = randomId();
        jdbc.sql("""
                        INSERT INTO command.app_password (app_password_id, account_id, session_id, name, secret_hash,
                            may_write, folder_id, created_at, expires_at)
                        VALUES (?, ?, ?, ?, ?, ?, CAST(? AS uuid), ?, CAST(? AS timestamptz))""")
                .param(id)
                .param(account)
                .param(randomId())
                .param(name)
                .param(hash(secret))
                .param(mayWrite)
                .param(folder == null ? null : folder.value())
                .param(utc(now))
                .param(expiresAt == null ? null : utc(expiresAt))
                .update();
        log.note(account, SecurityNotice.Type.APP_PASSWORD_MADE, caller.session(), origin);
        return new NewAppPassword(id, secret, Scope.upTo(mayWrite), folder, expiresAt);
    }

    private void requireFolder(NodeId folder, AccountId account) {
        Place place = tree.find(folder, account)
                .filter(found -> found.role() != null)
                .orElseThrow(() -> new CommandRefused(NodeRefusal.NODE_NOT_FOUND));
        if (place.kind() != NodeKind.FOLDER) {
            throw new CommandRefused(NodeRefusal.NOT_A_FOLDER);
        }
    }

    private void forgetExpired(UUID account, Instant now) {
        jdbc.sql("DELETE FROM command.app_password WHERE account_id = ? AND expires_at <= ?")
                .params(account, utc(now))
                .update();
    }

    private long count(UUID account) {
        return jdbc.sql("SELECT count(*) FROM command.app_password WHERE account_id = ?")
                .param(account)
                .query(Long.class)
                .single();
    }

    /** The newest first; at most 100. */
    public List<AppPassword> list(Caller caller) {
        return jdbc.sql("""
                        SELECT * FROM command.app_password WHERE account_id = ? AND (expires_at > ?) IS NOT FALSE
                         ORDER BY created_at DESC, app_password_id LIMIT ?""")
                .params(caller.account().value(), utc(clock.instant()), PER_ACCOUNT)
                .query(AppPasswords::appPassword)
                .list();
    }

    private static AppPassword appPassword(ResultSet row, int index) throws SQLException {
        UUID folder = row.getObject("folder_id", UUID.class);
        return new AppPassword(
                row.getObject("app_password_id", UUID.class),
                row.getString("name"),
                Scope.upTo(row.getBoolean("may_write")),
                folder == null ? null : new NodeId(folder),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                time(row, "expires_at"),
                time(row, "used_at"),
                row.getString("used_address"));
    }

    @Transactional
    public void delete(Caller caller, UUID id, Origin origin) {
        List<UUID> gone = jdbc.sql(
                        "DELETE FROM command.app_password WHERE account_id = ? AND app_password_id = ? RETURNING session_id")
                .params(caller.account().value(), id)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
        if (gone.isEmpty()) {
            throw new ProblemException(
                    HttpStatus.NOT_FOUND, "app-password-not-found", "You have no such app password.");
        }
        ended.add(gone);
        log.note(caller.account().value(), SecurityNotice.Type.APP_PASSWORD_REMOVED, caller.session(), origin);
    }

    /** One that a program has sent. */
    record Found(UUID id, UUID account) {}

    /** The one with this secret, if the login is that of its account. */
    Optional<Found> find(String login, String secret) {
        return login.indexOf('\0') >= 0
                ? Optional.empty()
                : jdbc.sql("""
                                SELECT p.app_password_id, p.account_id
                                  FROM command.app_password p JOIN command.account a USING (account_id)
                                 WHERE p.secret_hash = ? AND a.login_key = ?""")
                        .params(hash(secret), login.toLowerCase(Locale.ROOT))
                        .query((row, _) -> new Found(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                        .optional();
    }

    /** What an access token that comes of it says. */
    record Use(
            UUID session,
            boolean mayWrite,
            @Nullable UUID folder,
            @Nullable Instant expiresAt) {}

    /** Notes the use; empty if it was deleted or has expired. */
    Optional<Use> use(Found found, Origin origin) {
        OffsetDateTime now = utc(clock.instant());
        return jdbc.sql("""
                        UPDATE command.app_password SET used_at = :now, used_address = :address
                         WHERE app_password_id = :id AND (expires_at > :now) IS NOT FALSE
                        RETURNING session_id, may_write, folder_id, expires_at""")
                .param("now", now)
                .param("address", origin.address())
                .param("id", found.id())
                .query((row, _) -> new Use(
                        row.getObject(1, UUID.class),
                        row.getBoolean(2),
                        row.getObject(3, UUID.class),
                        time(row, "expires_at")))
                .optional();
    }

    /** Ends the access tokens of all of an account; the app passwords stay. */
    void endTokens(UUID account) {
        ended.add(jdbc.sql("""
                        UPDATE command.app_password p SET session_id = gen_random_uuid()
                          FROM (SELECT app_password_id, session_id FROM command.app_password
                                 WHERE account_id = ? FOR UPDATE) before
                         WHERE p.app_password_id = before.app_password_id
                        RETURNING before.session_id""")
                .param(account)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list());
    }

    private UUID randomId() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String hash(String secret) {
        return HexFormat.of().formatHex(Sha256.digest().digest(secret.getBytes(StandardCharsets.UTF_8)));
    }
}
