package dev.strata.platform.axon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommitSignalTest {
    private final CommitSignal signal = new CommitSignal();

    @BeforeEach
    void start() {
        signal.start();
    }

    @AfterEach
    void stop() {
        signal.stop();
    }

    @Test
    void everyListenerIsCalledThoughOneFails() throws InterruptedException {
        CountDownLatch called = new CountDownLatch(1);
        signal.listen(() -> {
            throw new IllegalStateException("a listener that fails, on purpose");
        });
        signal.listen(called::countDown);
        signal.raise();
        assertThat(called.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aSignalDuringACallIsNotLost() throws InterruptedException {
        CountDownLatch calls = new CountDownLatch(2);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch raised = new CountDownLatch(1);
        signal.listen(() -> {
            calls.countDown();
            inside.countDown();
            awaitQuietly(raised);
        });
        signal.raise();
        assertThat(inside.await(5, TimeUnit.SECONDS)).isTrue();
        signal.raise();
        raised.countDown();
        assertThat(calls.await(5, TimeUnit.SECONDS)).isTrue();
    }

    /** They may have stopped already, and would fail. */
    @Test
    void nobodyIsCalledBecauseOfTheStop() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        CompletableFuture<Thread> caller = new CompletableFuture<>();
        signal.listen(() -> {
            calls.incrementAndGet();
            caller.complete(Thread.currentThread());
        });
        signal.raise();
        Thread thread = caller.get(5, TimeUnit.SECONDS);

        signal.stop();

        assertThat(thread.join(Duration.ofSeconds(5))).isTrue();
        assertThat(calls).hasValue(1);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
