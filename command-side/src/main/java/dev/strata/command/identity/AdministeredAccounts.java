package dev.strata.command.identity;

import dev.strata.kernel.account.AccountRole;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.SpaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists accounts for administrators, by login. */
@Component
public class AdministeredAccounts {
    private static final String SELECT = """
            SELECT a.account_id, a.login, a.display_name, a.email, a.role, a.disabled_at, a.home_space_id,
                   s.quota_bytes, s.used_bytes, n.sessions, n.used_at,
                   EXISTS (SELECT FROM command.second_factor f
                            WHERE f.account_id = a.account_id AND f.confirmed_at IS NOT NULL) AS second_factor
              FROM command.account a
              JOIN command.space s ON s.space_id = a.home_space_id
             CROSS JOIN LATERAL (
                SELECT count(*) AS sessions, max(used_at) AS used_at FROM command.session
                 WHERE account_id = a.account_id AND expires_at > now()) n
            """;

    private final JdbcClient jdbc;

    AdministeredAccounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param part of a login, a display name or an address; empty for all */
    @SuppressWarnings("MissingSummary")
    public List<AdministeredAccount> list(String part, String afterLogin, int rows) {
        return jdbc.sql(SELECT + """
                         WHERE a.login_key > :after AND (strpos(a.login_key, :part) > 0
                            OR strpos(lower(coalesce(a.display_name, '')), :part) > 0
                            OR strpos(lower(coalesce(a.email, '')), :part) > 0)
                         ORDER BY a.login_key LIMIT :rows""")
                .param("after", afterLogin)
                .param("part", part.toLowerCase(Locale.ROOT))
                .param("rows", rows)
                .query(AdministeredAccounts::account)
                .list();
    }

    public AdministeredAccount get(AccountId account) {
        return jdbc.sql(SELECT + " WHERE a.account_id = ?")
                .param(account.value())
                .query(AdministeredAccounts::account)
                .optional()
                .orElseThrow(Administration::notFound);
    }

    /** Whose login this is. */
    public AccountId idOf(String login) {
        return jdbc.sql("SELECT account_id FROM command.account WHERE login_key = ?")
                .param(login.toLowerCase(Locale.ROOT))
                .query((row, _) -> new AccountId(row.getObject(1, UUID.class)))
                .optional()
                .orElseThrow(Administration::notFound);
    }

    private static AdministeredAccount account(ResultSet row, int index) throws SQLException {
        return new AdministeredAccount(
                new AccountId(row.getObject("account_id", UUID.class)),
                row.getString("login"),
                row.getString("display_name"),
                row.getString("email"),
                AccountRole.of(row.getString("role")),
                time(row, "disabled_at"),
                row.getBoolean("second_factor"),
                new SpaceId(row.getObject("home_space_id", UUID.class)),
                row.getObject("quota_bytes", Long.class),
                row.getLong("used_bytes"),
                row.getLong("sessions"),
                time(row, "used_at"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
