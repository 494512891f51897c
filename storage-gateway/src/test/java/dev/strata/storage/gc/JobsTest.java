package dev.strata.storage.gc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.id.Uuids;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.job.JobState;
import dev.strata.storage.job.Jobs;
import dev.strata.storage.job.WholeStorageLock;
import dev.strata.testing.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path keys;

    private CollectedStorage storage;
    private Jobs jobs;

    @BeforeEach
    void open() {
        storage = new CollectedStorage(keys, "deployment");
        jobs = storage.bean(Jobs.class);
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private void awaitNewest(String kind, JobState state) {
        Await.until(
                SOON,
                "the newest is " + state,
                () -> jobs.overview(kind).items().getFirst().state() == state);
    }

    @Test
    void noneBeginsBesideACollection() {
        try (WholeStorageLock _ =
                WholeStorageLock.take(storage.bean(DataSource.class)).orElseThrow()) {
            storage.bean(CollectionRecords.class).begin(Uuids.next(), false);
            assertThatThrownBy(() -> jobs.start("rebuild", Map.of())).isInstanceOf(ProblemException.class);
        }
        jobs.start("rebuild", Map.of());
        awaitNewest("rebuild", JobState.DONE);
    }

    @Test
    void aPauseEndsTheOneThatRunsAndResumingGoesOn() throws Exception {
        ManifestId file = storage.upload(SpaceId.random(), List.of(new byte[1000]));
        CountDownLatch paused = new CountDownLatch(1);
        storage.packs.onChange(() -> await(paused));
        jobs.start("rotation", Map.of());
        jobs.pause("rotation");
        paused.countDown();
        awaitNewest("rotation", JobState.PAUSED);
        assertThatThrownBy(() -> jobs.start("rotation", Map.of())).isInstanceOf(ProblemException.class);

        jobs.resume("rotation");

        awaitNewest("rotation", JobState.DONE);
        assertThat(jobs.overview("rotation").items()).hasSize(2);
        assertThat(storage.isWhole(file)).isTrue();
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
