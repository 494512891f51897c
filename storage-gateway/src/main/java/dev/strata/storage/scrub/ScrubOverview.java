package dev.strata.storage.scrub;

import dev.strata.platform.database.ProcessLock;
import dev.strata.storage.job.WholeStorageLock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells how much of the store is known to be good. */
@Component
public class ScrubOverview {
    private static final int FINDINGS = 20;
    private static final int DAYS = 7;

    private final JdbcClient jdbc;
    private final PackReceipts receipts;
    private final ScrubSettings settings;
    private final Clock clock;

    ScrubOverview(JdbcClient jdbc, PackReceipts receipts, ScrubSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.receipts = receipts;
        this.settings = settings;
        this.clock = clock;
    }

    /** Packs and their bytes. */
    public record Amount(long packs, long bytes) {}

    /** What is wrong with a pack. */
    public record Finding(UUID packId, String store, Instant checkedAt, int chunks, int bad, String finding) {}

    /** What was read on one day, the bad chunks that were found, and those of them that were repaired at once. */
    public record Day(LocalDate day, long packs, long bytes, long found, long repaired) {}

    /**
     * How far it is.
     *
     * @param running whether any process is at it
     * @param verified in the time in which each pack should be
     * @param due which should have been read by now
     * @param oldest when the pack was verified that was verified longest ago; null if one has never been
     * @param findings the newest first
     */
    public record Report(
            boolean paused,
            boolean running,
            Amount all,
            Amount verified,
            Amount due,
            @Nullable Instant oldest,
            long badChunks,
            List<Finding> findings,
            List<Day> days) {}

    /** That nobody could repair so far. */
    long badChunks() {
        return jdbc.sql("SELECT count(*) FROM storage.chunk WHERE bad")
                .query((row, _) -> row.getLong(1))
                .single();
    }

    Report report() {
        boolean running = ProcessLock.isTaken(jdbc, WholeStorageLock.AREA, Scrubber.WORK);
        boolean paused = receipts.isPaused();
        long bad = badChunks();
        return jdbc.sql("""
                        SELECT count(*) AS packs, coalesce(sum(length), 0) AS bytes,
                               count(*) FILTER (WHERE verified_at >= :since) AS verified_packs,
                               coalesce(sum(length) FILTER (WHERE verified_at >= :since), 0) AS verified_bytes,
                               count(*) FILTER (WHERE due_at <= :now) AS due_packs,
                               coalesce(sum(length) FILTER (WHERE due_at <= :now), 0) AS due_bytes,
                               CASE WHEN count(*) = count(verified_at) THEN min(verified_at) END AS oldest
                          FROM storage.pack""")
                .param("since", PackReceipts.at(clock.instant().minus(settings.every())))
                .param("now", PackReceipts.at(clock.instant()))
                .query((row, _) -> new Report(
                        paused,
                        running,
                        new Amount(row.getLong("packs"), row.getLong("bytes")),
                        new Amount(row.getLong("verified_packs"), row.getLong("verified_bytes")),
                        new Amount(row.getLong("due_packs"), row.getLong("due_bytes")),
                        instant(row, "oldest"),
                        bad,
                        findings(),
                        days()))
                .single();
    }

    private List<Finding> findings() {
        return jdbc.sql("""
                        SELECT pack_id, store, checked_at, chunks, bad, finding FROM storage.pack_receipt
                         WHERE finding IS NOT NULL ORDER BY checked_at DESC LIMIT ?""")
                .param(FINDINGS)
                .query((row, _) -> new Finding(
                        row.getObject("pack_id", UUID.class),
                        row.getString("store"),
                        row.getObject("checked_at", OffsetDateTime.class).toInstant(),
                        row.getInt("chunks"),
                        row.getInt("bad"),
                        row.getString("finding")))
                .list();
    }

    private List<Day> days() {
        return jdbc.sql("SELECT day, packs, bytes, found, repaired FROM storage.scrub_day ORDER BY day DESC LIMIT ?")
                .param(DAYS)
                .query((row, _) -> new Day(
                        row.getObject("day", LocalDate.class),
                        row.getLong("packs"),
                        row.getLong("bytes"),
                        row.getLong("found"),
                        row.getLong("repaired")))
                .list();
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
