package dev.strata.command.identity;

import dev.strata.command.account.domain.AccountCommand.ChangeAccount;
import dev.strata.command.transaction.CommandTransaction;
import dev.strata.command.transaction.CommandTransaction.Dispatch;
import dev.strata.kernel.account.AccountChange.QuotaReached;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.axon.EventMetadata;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells of home spaces that come near their quota, 90 percent, or to it, 99: once, until they are below 85 again. It
 * looks now and then, so that no upload has to.
 */
@Component
class QuotaWatch {
    private static final Logger LOG = LoggerFactory.getLogger(QuotaWatch.class);

    private final JdbcClient jdbc;
    private final CommandTransaction transaction;

    QuotaWatch(JdbcClient jdbc, CommandTransaction transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    private record Level(UUID space, UUID owner, long quota, long used, int told, int percent) {}

    @Scheduled(fixedDelayString = "${strata.quota.watch-every:PT1M}")
    void look() {
        for (Level level : changed()) {
            try {
                transaction.run(new EventMetadata(null, null, null, null), dispatch -> {
                    tell(level, dispatch);
                    return level;
                });
            } catch (RuntimeException e) {
                LOG.warn("cannot tell that the space {} is nearly full, trying again", level.space(), e);
            }
        }
    }

    private List<Level> changed() {
        return jdbc.sql("""
                        SELECT * FROM (
                            SELECT s.space_id AS space, s.owner_id AS owner, coalesce(s.quota_bytes, 0) AS quota,
                                   s.used_bytes AS used, s.quota_told AS told,
                                   CASE WHEN s.quota_bytes IS NULL THEN 0
                                        WHEN s.used_bytes >= s.quota_bytes * 0.99 THEN 100
                                        WHEN s.used_bytes >= s.quota_bytes * 0.90 THEN 90
                                        WHEN s.used_bytes >= s.quota_bytes * 0.85 THEN least(s.quota_told, 90)
                                        ELSE 0 END AS percent
                              FROM command.space s JOIN command.account a ON a.account_id = s.owner_id) level
                         WHERE told <> percent LIMIT 1000""").query(QuotaWatch::level).list();
    }

    private static Level level(ResultSet row, int index) throws SQLException {
        return new Level(
                row.getObject("space", UUID.class),
                row.getObject("owner", UUID.class),
                row.getLong("quota"),
                row.getLong("used"),
                row.getInt("told"),
                row.getInt("percent"));
    }

    /** Unless another process was quicker. */
    private void tell(Level level, Dispatch dispatch) {
        int rows = jdbc.sql("UPDATE command.space SET quota_told = ? WHERE space_id = ? AND quota_told = ?")
                .params(level.percent(), level.space(), level.told())
                .update();
        if (rows > 0 && level.percent() > level.told()) {
            AccountId owner = new AccountId(level.owner());
            dispatch.send(new ChangeAccount(
                    owner,
                    new QuotaReached(owner, new SpaceId(level.space()), level.percent(), level.quota(), level.used())));
        }
    }
}
