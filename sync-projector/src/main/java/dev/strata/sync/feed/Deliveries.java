package dev.strata.sync.feed;

import dev.strata.platform.web.Caller;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Remembers how far each device was given the feed. */
@Component
public class Deliveries {
    private final ChangeFeed feed;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Deliveries(ChangeFeed feed, JdbcClient jdbc, TransactionTemplate transaction) {
        this.feed = feed;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Whoever reads without a device is not counted. The disk is not waited for: what is lost is given again. */
    public void note(Caller caller, Page page) {
        Map<UUID, Long> positions = feed.positions(caller.account(), page.to());
        if (caller.device() == null || page.records().isEmpty() || positions.isEmpty()) {
            return;
        }
        UUID device = caller.device().value();
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("SET LOCAL synchronous_commit TO off").update();
            jdbc.sql("""
                    INSERT INTO sync.delivery AS d (device_id, space_id, seq)
                    SELECT ?, given.* FROM unnest(CAST(? AS uuid[]), CAST(? AS bigint[])) given
                    ON CONFLICT (device_id, space_id) DO UPDATE SET seq = excluded.seq WHERE d.seq < excluded.seq
                    """)
                    .params(
                            device,
                            positions.keySet().toArray(UUID[]::new),
                            positions.values().toArray(Long[]::new))
                    .update();
        });
    }
}
