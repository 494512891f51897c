package dev.strata.storage.gc;

import dev.strata.kernel.id.Uuids;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.gc.CollectionReport.State;
import dev.strata.storage.job.WholeStorageLock;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Starts collections, by the clock and by hand, one at a time over all processes, and tells how far they are. */
@Component
public class GarbageCollector implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(GarbageCollector.class);
    private static final int SHOWN = 20;

    /** What kept a collection from its work may be over then. */
    private static final Duration FAILED_FOR = Duration.ofHours(1);

    private static final long STOP_MILLIS = 10_000;

    private final Collector collector;
    private final CollectionRecords records;
    private final CollectionSettings settings;
    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    GarbageCollector(
            Collector collector,
            CollectionRecords records,
            CollectionSettings settings,
            DataSource dataSource,
            JdbcClient jdbc,
            MeterRegistry meters,
            Clock clock) {
        this.collector = collector;
        this.records = records;
        this.settings = settings;
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.meters = meters;
        this.clock = clock;
    }

    /** The newest first, and whether there may be one. */
    public record Overview(boolean paused, List<CollectionReport> items) {}

    /** Begins one now. */
    public CollectionReport start(boolean dryRun) {
        if (records.isPaused()) {
            throw new ProblemException(
                    HttpStatus.CONFLICT, "collections-paused", "Collections are paused; resume them first.");
        }
        return tryStart(dryRun)
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.CONFLICT,
                        "collection-running",
                        "A collection, or other work on the whole storage, is running."));
    }

    private Optional<CollectionReport> tryStart(boolean dryRun) {
        Optional<WholeStorageLock> free = WholeStorageLock.takeSoon(dataSource, jdbc);
        if (free.isEmpty()) {
            return Optional.empty();
        }
        WholeStorageLock lock = free.get();
        UUID id = Uuids.next();
        try {
            records.begin(id, dryRun);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
        Thread thread = Thread.ofPlatform().name("collection").daemon().unstarted(() -> run(id, dryRun, lock));
        threads.add(thread);
        thread.start();
        return Optional.of(records.get(id));
    }

    private void run(UUID id, boolean dryRun, WholeStorageLock lock) {
        try (lock) {
            collect(id, dryRun, lock);
        } catch (RuntimeException e) {
            LOG.error("the collection {} could not say how it ended", id, e);
        } finally {
            threads.remove(Thread.currentThread());
        }
    }

    private void collect(UUID id, boolean dryRun, WholeStorageLock lock) {
        Tally tally = new Tally();
        State state;
        try {
            collector.run(dryRun, lock.jdbc(), tally, () -> checkpoint(id, tally, lock));
            state = State.DONE;
        } catch (CollectionEnded e) {
            tally.note(String.valueOf(e.getMessage()));
            state = e.state();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            state = State.INTERRUPTED;
        } catch (Exception e) {
            LOG.error("the collection {} failed; everything that is needed is there", id, e);
            tally.note("It failed, the log says more: " + e);
            state = State.FAILED;
        }
        records.update(id, state, tally);
        count(dryRun, state, tally);
        LOG.info(
                "collection {} {} after {}: {} chunks, {} packs, {} rewritten, {} orphans, {} bytes less",
                id,
                state.text(),
                tally.phase(),
                tally.chunks,
                tally.packs,
                tally.rewritten,
                tally.orphans,
                tally.bytes);
    }

    private void checkpoint(UUID id, Tally tally, WholeStorageLock lock) {
        records.update(id, State.RUNNING, tally);
        if (!running) {
            throw new CollectionEnded(State.INTERRUPTED, "Strata was stopped.");
        }
        if (records.isPaused()) {
            throw new CollectionEnded(State.PAUSED, "It was paused; the next one goes on when they are resumed.");
        }
        if (!lock.isHeld()) {
            throw new CollectionEnded(State.INTERRUPTED, "The connection to the database was lost.");
        }
    }

    private void count(boolean dryRun, State state, Tally tally) {
        meters.counter("strata.gc.collections", "state", state.text(), "dry", String.valueOf(dryRun))
                .increment();
        if (!dryRun) {
            meters.counter("strata.gc.chunks").increment((double) tally.chunks);
            meters.counter("strata.gc.packs", "why", "unneeded").increment((double) tally.packs);
            meters.counter("strata.gc.packs", "why", "rewritten").increment((double) tally.rewritten);
            meters.counter("strata.gc.packs", "why", "orphan").increment((double) tally.orphans);
            meters.counter("strata.gc.bytes").increment((double) Math.max(0, tally.bytes));
        }
    }

    /** The running one and the last ones. */
    public Overview overview() {
        boolean taken = WholeStorageLock.isTaken(jdbc);
        List<CollectionReport> last = records.last(SHOWN).stream()
                .map(one -> one.state() == State.RUNNING && !taken ? one.interrupted() : one)
                .toList();
        return new Overview(records.isPaused(), last);
    }

    /** One that runs ends soon, whichever process runs it, and none begins. */
    public void pause() {
        records.pause();
    }

    /** Goes on with what was paused. */
    public void resume() {
        records.resume();
        beginIfDue();
    }

    @Scheduled(
            initialDelayString = "${strata.storage.gc.look-every:PT1M}",
            fixedDelayString = "${strata.storage.gc.look-every:PT1M}")
    void beginIfDue() {
        if (running && !records.isPaused() && isDue()) {
            tryStart(false);
        }
    }

    /** One that was cut short is followed at once. */
    private boolean isDue() {
        return records.lastReal()
                .map(last -> switch (last.state()) {
                    case RUNNING, PAUSED, INTERRUPTED -> true;
                    case FAILED -> hasPassed(last.updatedAt().plus(FAILED_FOR));
                    case DONE -> hasPassed(last.startedAt().plus(settings.every()));
                })
                .orElse(true);
    }

    private boolean hasPassed(Instant instant) {
        return !instant.isAfter(clock.instant());
    }

    @Override
    public void start() {
        running = true;
    }

    /** One that runs ends at its next batch. */
    @Override
    public void stop() {
        running = false;
        for (Thread thread : threads) {
            try {
                thread.join(STOP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
