package dev.strata.command.identity;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.platform.session.EndedSessions;
import dev.strata.platform.web.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The sessions of accounts: each is a family of refresh tokens. Ending one ends its refresh tokens now, and its access
 * tokens in all processes within a second.
 */
@Component
public class Sessions {
    /** Whoever signs in more often than this without signing out loses the session that was used longest ago. */
    private static final int PER_ACCOUNT = 200;

    private final JdbcClient jdbc;
    private final EndedSessions ended;
    private final AppPasswords appPasswords;
    private final SecurityLog log;

    Sessions(JdbcClient jdbc, EndedSessions ended, AppPasswords appPasswords, SecurityLog log) {
        this.jdbc = jdbc;
        this.ended = ended;
        this.appPasswords = appPasswords;
        this.log = log;
    }

    void begin(UUID session, UUID account, @Nullable UUID device, Origin origin, Instant now, Instant expires) {
        end("""
                DELETE FROM command.session WHERE session_id IN (
                    SELECT session_id FROM command.session WHERE account_id = ? ORDER BY used_at DESC OFFSET ?)""", account, PER_ACCOUNT - 1);
        jdbc.sql("DELETE FROM command.session WHERE account_id = ? AND expires_at < ?")
                .params(account, utc(now))
                .update();
        jdbc.sql("""
                        INSERT INTO command.session (session_id, account_id, device_id, expires_at, created_at,
                            created_address, created_agent, used_at, used_address, used_agent)
                        VALUES (:session, :account, CAST(:device AS uuid), :expires, :now, :address, :agent,
                            :now, :address, :agent)""")
                .param("session", session)
                .param("account", account)
                .param("device", device)
                .param("expires", utc(expires))
                .param("now", utc(now))
                .param("address", origin.address())
                .param("agent", origin.agent())
                .update();
        log.note(account, SecurityNotice.Type.SIGNED_IN, session, origin);
    }

    void use(UUID session, Origin origin, Instant now, Instant expires) {
        jdbc.sql("""
                        UPDATE command.session SET used_at = ?, used_address = ?, used_agent = ?, expires_at = ?
                         WHERE session_id = ?""")
                .param(utc(now))
                .param(origin.address())
                .param(origin.agent())
                .param(utc(expires))
                .param(session)
                .update();
    }

    /** The newest use first; at most 200. */
    public List<SignInSession> list(Caller caller, Instant now) {
        return jdbc.sql("""
                        SELECT * FROM command.session WHERE account_id = ? AND expires_at > ?
                         ORDER BY used_at DESC, session_id LIMIT ?""")
                .params(caller.account().value(), utc(now), PER_ACCOUNT)
                .query((row, _) -> session(row, caller.session()))
                .list();
    }

    private static SignInSession session(ResultSet row, @Nullable UUID mine) throws SQLException {
        UUID id = row.getObject("session_id", UUID.class);
        UUID device = row.getObject("device_id", UUID.class);
        return new SignInSession(
                id,
                device == null ? null : new DeviceId(device),
                seen(row, "created"),
                seen(row, "used"),
                time(row, "expires_at"),
                id.equals(mine));
    }

    private static SignInSession.Seen seen(ResultSet row, String column) throws SQLException {
        return new SignInSession.Seen(
                time(row, column + "_at"), row.getString(column + "_address"), row.getString(column + "_agent"));
    }

    /** Whether the account had this session. */
    @Transactional
    public boolean end(AccountId account, UUID session, SecurityNotice.Type why, Origin origin) {
        boolean had =
                end("DELETE FROM command.session WHERE account_id = ? AND session_id = ?", account.value(), session);
        if (had) {
            log.note(account.value(), why, session, origin);
        }
        return had;
    }

    /** All of an account, whoever asks for it; access tokens of app passwords too. */
    @Transactional
    public void endAll(AccountId account, SecurityNotice.Type why, Origin origin) {
        end("DELETE FROM command.session WHERE account_id = ?", account.value());
        appPasswords.endTokens(account.value());
        log.note(account.value(), why, null, origin);
    }

    /** All of an account but one. */
    @Transactional
    public void endOthers(AccountId account, @Nullable UUID kept, SecurityNotice.Type why, Origin origin) {
        end(
                "DELETE FROM command.session WHERE account_id = ? AND session_id <> ?",
                account.value(),
                Objects.requireNonNullElse(kept, new UUID(0, 0)));
        log.note(account.value(), why, kept, origin);
    }

    /** Refresh tokens go before their session: in the order in which a refresh locks them. */
    private boolean end(String delete, Object... parameters) {
        jdbc.sql("DELETE FROM command.refresh_token WHERE family_id IN (%s)"
                        .formatted(delete.replaceFirst("DELETE", "SELECT session_id")))
                .params(parameters)
                .update();
        List<UUID> gone = jdbc.sql(delete + " RETURNING session_id")
                .params(parameters)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
        ended.add(gone);
        return !gone.isEmpty();
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
