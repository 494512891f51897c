package dev.strata.storage.scrub;

import dev.strata.platform.database.ProcessLock;
import dev.strata.storage.job.WholeStorageLock;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Verifies packs without an end, in one process at a time, and tells how far that is. */
@Component
public class Scrubber implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Scrubber.class);
    static final String WORK = "scrub";
    private static final long STOP_MILLIS = 10_000;

    private final ScrubShift shift;
    private final PackReceipts receipts;
    private final ScrubOverview overview;
    private final DataSource dataSource;
    private final AtomicLong badChunks;
    private volatile CountDownLatch stopped = new CountDownLatch(0);
    private @Nullable Thread thread;

    Scrubber(
            ScrubShift shift,
            PackReceipts receipts,
            ScrubOverview overview,
            DataSource dataSource,
            MeterRegistry meters) {
        this.shift = shift;
        this.receipts = receipts;
        this.overview = overview;
        this.dataSource = dataSource;
        this.badChunks = meters.gauge("strata.scrub.chunks.bad", new AtomicLong());
    }

    public ScrubOverview.Report overview() {
        return overview.report();
    }

    /** Makes every pack due, and begins if nobody is at it. */
    public void verifyAll() {
        receipts.allDue();
        beginIfDue();
    }

    /** Whoever is at it ends after the pack that he is reading, and nobody begins. */
    public void pause() {
        receipts.pause();
    }

    public void resume() {
        receipts.resume();
        beginIfDue();
    }

    @Scheduled(
            initialDelayString = "${strata.scrub.look-every:PT1M}",
            fixedDelayString = "${strata.scrub.look-every:PT1M}")
    void look() {
        badChunks.set(overview.badChunks());
        beginIfDue();
    }

    private synchronized void beginIfDue() {
        if (!isRunning() || (thread != null && thread.isAlive())) {
            return;
        }
        if (receipts.isPaused() || receipts.next().isEmpty()) {
            return;
        }
        Optional<ProcessLock> lock = ProcessLock.take(dataSource, WholeStorageLock.AREA, WORK);
        if (lock.isPresent()) {
            thread = Thread.ofPlatform().name("scrub").daemon().start(() -> work(lock.get()));
        }
    }

    private void work(ProcessLock lock) {
        try (lock) {
            shift.run(rest -> goesOn(lock, rest));
        } catch (RuntimeException e) {
            LOG.error("packs are not verified at present; it is tried again", e);
        }
    }

    private boolean goesOn(ProcessLock lock, Duration rest) {
        try {
            return !stopped.await(rest.toMillis(), TimeUnit.MILLISECONDS) && !receipts.isPaused() && lock.isHeld();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void start() {
        stopped = new CountDownLatch(1);
    }

    /** The pack that is being read is read to its end. */
    @Override
    public void stop() {
        stopped.countDown();
        Thread last;
        synchronized (this) {
            last = thread;
        }
        if (last != null) {
            try {
                last.join(STOP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }
}
