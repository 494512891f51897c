package dev.strata.storage.gc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.id.Uuids;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.gc.CollectionReport.State;
import dev.strata.storage.job.WholeStorageLock;
import dev.strata.testing.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GarbageCollectorTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path keys;

    private CollectedStorage storage;
    private GarbageCollector collector;

    @BeforeEach
    void open() {
        storage = new CollectedStorage(keys, "deployment");
        collector = storage.bean(GarbageCollector.class);
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private State newest() {
        return collector.overview().items().getFirst().state();
    }

    private void awaitNewest(State state) {
        Await.until(SOON, "the newest collection is " + state, () -> newest() == state);
    }

    @Test
    void oneRunsAtATime() {
        try (WholeStorageLock _ =
                WholeStorageLock.take(storage.bean(DataSource.class)).orElseThrow()) {
            assertThatThrownBy(() -> collector.start(false)).isInstanceOf(ProblemException.class);
        }
        collector.start(false);
        awaitNewest(State.DONE);
    }

    @Test
    void oneWhoseProcessDiedIsInterruptedAndFollowed() {
        storage.bean(CollectionRecords.class).begin(Uuids.next(), false);
        assertThat(newest()).isEqualTo(State.INTERRUPTED);
        collector.beginIfDue();
        awaitNewest(State.DONE);
        assertThat(collector.overview().items()).hasSize(2);
    }

    @Test
    void theNextOneBeginsADayLater() {
        collector.beginIfDue();
        awaitNewest(State.DONE);
        collector.beginIfDue();
        assertThat(collector.overview().items()).hasSize(1);
        storage.clock.advance(Duration.ofHours(25));
        collector.beginIfDue();
        assertThat(collector.overview().items()).hasSize(2);
        awaitNewest(State.DONE);
    }

    @Test
    void aPauseEndsTheOneThatRunsAndResumingGoesOn() throws Exception {
        storage.upload(SpaceId.random(), List.of(new byte[1000]));
        storage.clock.advance(CollectedStorage.LONG);
        CountDownLatch paused = new CountDownLatch(1);
        storage.packs.onChange(() -> await(paused));
        collector.start(false);
        collector.pause();
        paused.countDown();
        awaitNewest(State.PAUSED);
        collector.beginIfDue();
        assertThat(newest()).isEqualTo(State.PAUSED);

        collector.resume();

        awaitNewest(State.DONE);
        assertThat(storage.packs.packs()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nobody released the store", e);
        }
    }
}
