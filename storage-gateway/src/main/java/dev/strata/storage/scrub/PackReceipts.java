package dev.strata.storage.scrub;

import dev.strata.storage.index.Location;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps what was found in packs, and when each is to be read again: every process can go on from there. */
@Component
class PackReceipts {
    private static final int DAYS_KEPT = 400;
    private static final int FINDING_MAX = 500;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ScrubSettings settings;
    private final Clock clock;

    PackReceipts(JdbcClient jdbc, PlatformTransactionManager transactions, ScrubSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.settings = settings;
        this.clock = clock;
    }

    /** The pack that is overdue most. */
    Optional<DuePack> next() {
        return jdbc.sql("""
                        SELECT pack_id, key_id, store, length FROM storage.pack
                         WHERE due_at <= ? ORDER BY due_at, pack_id LIMIT 1""")
                .param(at(clock.instant()))
                .query((row, _) -> new DuePack(
                        row.getObject("pack_id", UUID.class),
                        row.getObject("key_id", UUID.class),
                        row.getString("store"),
                        row.getInt("length")))
                .optional();
    }

    /** As it is known now: it may lie in another store, or have been written anew. */
    Optional<DuePack> find(UUID pack) {
        return jdbc.sql("SELECT pack_id, key_id, store, length FROM storage.pack WHERE pack_id = ?")
                .param(pack)
                .query((row, _) -> new DuePack(
                        pack, row.getObject("key_id", UUID.class), row.getString("store"), row.getInt("length")))
                .optional();
    }

    /** Makes every pack due. Locked in everybody's order. */
    void allDue() {
        Instant now = clock.instant();
        jdbc.sql("""
                        WITH later AS MATERIALIZED (
                            SELECT pack_id FROM storage.pack WHERE due_at > :now ORDER BY pack_id FOR NO KEY UPDATE)
                        UPDATE storage.pack SET due_at = :now WHERE pack_id IN (SELECT pack_id FROM later)""").param("now", at(now)).update();
    }

    /** Everything that is needed of this pack was opened; so nothing in it is bad, whatever a reader has met. */
    void verified(DuePack pack, int chunks) {
        transaction.executeWithoutResult(_ -> {
            Instant now = clock.instant();
            jdbc.sql("""
                            WITH good AS MATERIALIZED (
                                SELECT chunk_id FROM storage.chunk
                                 WHERE pack_id = :pack AND bad ORDER BY chunk_id FOR NO KEY UPDATE)
                            UPDATE storage.chunk SET bad = false
                             WHERE pack_id = :pack AND chunk_id IN (SELECT chunk_id FROM good)""").param("pack", pack.id()).update();
            jdbc.sql("UPDATE storage.pack SET verified_at = ?, due_at = ? WHERE pack_id = ?")
                    .params(at(now), at(now.plus(settings.every())), pack.id())
                    .update();
            write(pack, chunks, 0, null, now);
            count(pack, 0, 0, now);
        });
    }

    /** So nobody is told any more that these are there, unless they have been brought again. Locked in everybody's order. */
    void markBad(UUID pack, List<Location> chunks) {
        jdbc.sql("""
                        WITH found AS MATERIALIZED (
                            SELECT chunk_id FROM storage.chunk
                             WHERE pack_id = :pack AND chunk_id = ANY (:chunks) AND NOT bad ORDER BY chunk_id FOR UPDATE)
                        UPDATE storage.chunk SET bad = true
                         WHERE pack_id = :pack AND chunk_id IN (SELECT chunk_id FROM found)""")
                .param("pack", pack)
                .param(
                        "chunks",
                        chunks.stream()
                                .map(chunk -> chunk.entry().id().digest())
                                .toArray(byte[][]::new))
                .update();
    }

    /**
     * It is damaged; what is good in it is there, or elsewhere by now.
     *
     * @param found how many chunks it had that were bad
     * @return how many of them still are
     */
    int damaged(DuePack pack, int chunks, int found, String finding) {
        Integer left = transaction.execute(_ -> {
            Instant now = clock.instant();
            int bad = jdbc.sql("SELECT count(*) FROM storage.chunk WHERE pack_id = ? AND bad")
                    .param(pack.id())
                    .query((row, _) -> row.getInt(1))
                    .single();
            lookAgain(pack, now);
            jdbc.sql("UPDATE storage.pack SET verified_at = NULL WHERE pack_id = ?")
                    .param(pack.id())
                    .update();
            write(pack, chunks, bad, shortened(finding), now);
            count(pack, found, Math.max(0, found - bad), now);
            return bad;
        });
        return left == null ? 0 : left;
    }

    /** Nothing can be said of it now. */
    void unread(DuePack pack, int chunks, String reason) {
        transaction.executeWithoutResult(_ -> {
            Instant now = clock.instant();
            lookAgain(pack, now);
            write(pack, chunks, 0, shortened(reason), now);
        });
    }

    private void lookAgain(DuePack pack, Instant now) {
        jdbc.sql("UPDATE storage.pack SET due_at = ? WHERE pack_id = ?")
                .params(at(now.plus(settings.again())), pack.id())
                .update();
    }

    /** None for a pack that has gone. */
    private void write(DuePack pack, int chunks, int bad, @Nullable String finding, Instant now) {
        jdbc.sql("""
                        INSERT INTO storage.pack_receipt AS old (pack_id, store, checked_at, chunks, bad, finding)
                        SELECT pack_id, store, ?, ?, ?, ? FROM storage.pack WHERE pack_id = ? FOR KEY SHARE
                        ON CONFLICT (pack_id) DO UPDATE SET store = excluded.store, checked_at = excluded.checked_at,
                               chunks = excluded.chunks, bad = excluded.bad, finding = excluded.finding""")
                .param(at(now))
                .param(chunks)
                .param(bad)
                .param(finding)
                .param(pack.id())
                .update();
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), FINDING_MAX));
    }

    private void count(DuePack pack, int found, int repaired, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        jdbc.sql("""
                        INSERT INTO storage.scrub_day AS old (day, packs, bytes, found, repaired) VALUES (?, 1, ?, ?, ?)
                        ON CONFLICT (day) DO UPDATE SET packs = old.packs + 1, bytes = old.bytes + excluded.bytes,
                               found = old.found + excluded.found, repaired = old.repaired + excluded.repaired""").params(today, pack.length(), found, repaired).update();
        jdbc.sql("DELETE FROM storage.scrub_day WHERE day < ?")
                .param(today.minusDays(DAYS_KEPT))
                .update();
    }

    void pause() {
        jdbc.sql("INSERT INTO storage.scrub_pause (since) VALUES (?) ON CONFLICT DO NOTHING")
                .param(at(clock.instant()))
                .update();
    }

    void resume() {
        jdbc.sql("DELETE FROM storage.scrub_pause").update();
    }

    boolean isPaused() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM storage.scrub_pause)")
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
