package dev.strata.command.identity;

import dev.strata.kernel.id.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What happened to the sign-ins of each account, for its owner to look through; kept for a year. */
@Component
public class SecurityLog {
    private static final Duration KEPT = Duration.ofDays(365);

    private final JdbcClient jdbc;
    private final Clock clock;

    SecurityLog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void note(UUID account, SecurityNotice.Type type, @Nullable UUID session, Origin origin) {
        jdbc.sql("""
                        INSERT INTO command.security_event (account_id, at, type, session_id, address, agent)
                        VALUES (?, ?, ?, CAST(? AS uuid), ?, ?)""")
                .param(account)
                .param(now())
                .param(type.text())
                .param(session)
                .param(origin.address())
                .param(origin.agent())
                .update();
    }

    /** The same, if it was not noted within this time already. */
    void noteOncePer(Duration time, UUID account, SecurityNotice.Type type, Origin origin) {
        boolean known = jdbc.sql(
                        "SELECT EXISTS (SELECT FROM command.security_event WHERE account_id = ? AND type = ? AND at > ?)")
                .params(account, type.text(), now().minus(time))
                .query(Boolean.class)
                .single();
        if (!known) {
            note(account, type, null, origin);
        }
    }

    /** The newest first. */
    public List<SecurityNotice> list(AccountId account, long before, int rows) {
        return jdbc.sql("""
                        SELECT * FROM command.security_event WHERE account_id = ? AND event_number < ?
                         ORDER BY event_number DESC LIMIT ?""")
                .params(account.value(), before, rows)
                .query(SecurityLog::notice)
                .list();
    }

    private static SecurityNotice notice(ResultSet row, int index) throws SQLException {
        return new SecurityNotice(
                row.getLong("event_number"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                SecurityNotice.Type.of(row.getString("type")),
                row.getObject("session_id", UUID.class),
                row.getString("address"),
                row.getString("agent"));
    }

    @Scheduled(initialDelay = 600_000, fixedDelay = 86_400_000)
    void forgetOld() {
        jdbc.sql("DELETE FROM command.security_event WHERE at < ?")
                .param(now().minus(KEPT))
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
