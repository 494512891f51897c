package dev.strata.sync.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Forgets what went long ago. Readers who were last here before that are sent back to the beginning: the horizons of a
 * space and of the shares in it say from which number on a reader has heard of everything that is forgotten.
 */
@Component
public class Tombstones {
    private static final Logger LOG = LoggerFactory.getLogger(Tombstones.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Duration kept;

    Tombstones(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock,
            @Value("${strata.sync.tombstones-kept}") Duration kept) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.kept = kept;
        if (!kept.isPositive()) {
            throw new IllegalArgumentException(
                    "strata.sync.tombstones-kept must be longer than nothing, such as 90d; it is " + kept);
        }
    }

    @Scheduled(
            initialDelayString = "${strata.sync.tombstones-look-every:PT10M}",
            fixedDelayString = "${strata.sync.tombstones-look-every:PT10M}")
    void forget() {
        forgetBefore(clock.instant().minus(kept));
    }

    /** In each space that is not being rebuilt. Several processes may do so at once. */
    public void forgetBefore(Instant time) {
        OffsetDateTime before = time.atOffset(ZoneOffset.UTC);
        List<UUID> spaces = jdbc.sql("""
                SELECT space_id FROM sync.record WHERE deleted_at < :before
                UNION SELECT space_id FROM sync.departure WHERE left_at < :before ORDER BY space_id
                """)
                .param("before", before)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
        for (UUID space : spaces) {
            transaction.executeWithoutResult(_ -> forgetIn(space, before));
        }
    }

    /** With the space locked, so that nobody numbers a record meanwhile. */
    private void forgetIn(UUID space, OffsetDateTime before) {
        boolean settled = jdbc.sql(
                        "SELECT last_position >= rebuild_until FROM sync.space WHERE space_id = ? FOR UPDATE")
                .param(space)
                .query(Boolean.class)
                .single();
        if (!settled) {
            return;
        }
        Map<String, ?> parameters = Map.of("space", space, "before", before);
        jdbc.sql("""
                WITH gone AS (
                    DELETE FROM sync.departure WHERE space_id = :space AND left_at < :before RETURNING root_id, seq),
                last AS (SELECT root_id, max(seq) AS seq FROM gone GROUP BY root_id)
                UPDATE sync.share s SET horizon = least(s.seq, greatest(s.horizon, last.seq))
                FROM last WHERE s.root_id = last.root_id
                """).params(parameters).update();
        long forgotten = jdbc.sql("""
                WITH RECURSIVE gone AS (
                    DELETE FROM sync.record r WHERE r.space_id = :space AND r.deleted_at < :before
                        AND NOT EXISTS (SELECT FROM sync.departure d WHERE d.space_id = :space AND d.node_id = r.node_id)
                        AND NOT EXISTS (
                            SELECT FROM sync.record c
                            WHERE c.space_id = :space AND c.parent_id = r.node_id AND NOT c.deleted)
                    RETURNING r.node_id, r.parent_id, r.seq, r.deleted_position),
                up AS (
                    SELECT node_id, parent_id, seq FROM gone
                    UNION
                    SELECT above.node_id, above.parent_id, up.seq FROM up CROSS JOIN LATERAL (
                        SELECT a.node_id, a.parent_id FROM sync.record a
                        WHERE a.space_id = :space AND a.node_id = up.parent_id LIMIT 1) above),
                last AS (SELECT node_id, max(seq) AS seq FROM up GROUP BY node_id),
                shares AS (
                    UPDATE sync.share s SET horizon = least(s.seq, greatest(s.horizon, last.seq))
                    FROM last WHERE s.root_id = last.node_id AND s.space_id = :space),
                spaces AS (
                    UPDATE sync.space SET
                        horizon = greatest(horizon, (SELECT max(seq) FROM gone)),
                        forgotten_position = greatest(forgotten_position, (SELECT max(deleted_position) FROM gone))
                    WHERE space_id = :space)
                SELECT count(*) FROM gone
                """).params(parameters).query(Long.class).single();
        LOG.info("space {}: {} tombstones from before {} are forgotten", space, forgotten, before);
    }
}
