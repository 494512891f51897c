package dev.strata.storage.gc;

import dev.strata.kernel.id.SpaceId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the steps of one collection share.
 *
 * @param start what was pinned longer than until then is kept
 * @param cutoff what versions needed that went before is not needed
 * @param marks statements on the connection that has the tables of this collection
 * @param checkpoint to be passed between batches: says how far it is, and throws if it must not go on
 * @param spared spaces from which nothing is taken this time
 */
record Round(
        boolean dryRun,
        Instant start,
        Instant cutoff,
        JdbcTemplate marks,
        Tally tally,
        Runnable checkpoint,
        Set<SpaceId> spared) {

    static Round begin(boolean dryRun, Instant start, Instant cutoff, JdbcTemplate marks, Tally tally, Runnable check) {
        return new Round(dryRun, start, cutoff, marks, tally, check, new HashSet<>());
    }

    java.time.OffsetDateTime startAt() {
        return start.atOffset(ZoneOffset.UTC);
    }
}
