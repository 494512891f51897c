package dev.strata.storage.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.storage.index.PackSwap;
import dev.strata.testing.Await;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever locks many packs does so in one order. */
class PackLocksTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final UUID FIRST = new UUID(0, 1);
    private static final UUID SECOND = new UUID(0, 2);
    private static final UUID LAST = new UUID(0, 2000);

    @TempDir
    private Path keys;

    /** Packs lie in the table the other way round than their ids go, and change while both wait for them. */
    @Test
    void packsGoWhileAllAreMadeDue() throws Exception {
        try (ScrubbedStorage storage = new ScrubbedStorage(keys);
                ExecutorService threads = Executors.newFixedThreadPool(2);
                Connection holder = storage.bean(DataSource.class).getConnection()) {
            storage.put(1, 1_000);
            storage.storage().sql().sql("""
                            INSERT INTO storage.pack (pack_id, store, key_id, length, chunks, due_at)
                            SELECT CAST(lpad(to_hex(n), 32, '0') AS uuid), store, key_id, length, 0, '2100-01-01'
                              FROM storage.pack, generate_series(2000, 1, -1) AS n""").update();
            storage.storage().sql().sql("ANALYZE storage.pack").update();
            holder.setAutoCommit(false);
            holder.createStatement()
                    .execute("UPDATE storage.pack SET store = 'old' WHERE pack_id IN ('%s', '%s')"
                            .formatted(FIRST, SECOND));

            Future<Integer> gone =
                    threads.submit(() -> storage.bean(PackSwap.class).doom(List.of(LAST, FIRST)));
            awaitWaiting(storage, 1);
            Future<?> due =
                    threads.submit(() -> storage.bean(PackReceipts.class).allDue());
            awaitWaiting(storage, 2);
            holder.commit();

            assertThat(gone.get()).isEqualTo(2);
            due.get();
            assertThat(storage.storage()
                            .sql()
                            .sql("SELECT count(*) FROM storage.pack WHERE due_at = '2100-01-01'")
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
    }

    private static void awaitWaiting(ScrubbedStorage storage, int count) {
        Await.until(
                SOON,
                count + " wait for a lock",
                () -> storage.storage()
                                .sql()
                                .sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                        + " AND datname = current_database()")
                                .query(Integer.class)
                                .single()
                        == count);
    }
}
