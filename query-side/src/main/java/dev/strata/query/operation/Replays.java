package dev.strata.query.operation;

import dev.strata.platform.web.ProblemException;
import dev.strata.query.operation.ReplayProgress.State;
import dev.strata.query.projection.BatchedProjection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Starts replays, each on a thread of its own, and tells how far they are, whichever process runs them. */
@Component
public class Replays implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
    private static final long STOP_MILLIS = 3_000;
    private static final long ENDING_NANOS = 2_000_000_000;

    private final Projections projections;
    private final ReplayTools tools;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    Replays(Projections projections, ReplayTools tools) {
        this.projections = projections;
        this.tools = tools;
    }

    /**
     * Begins one.
     *
     * @param compareOnly to throw the shadow away in the end
     * @param force to put it in place even if it has more dead letters
     */
    public ReplayProgress start(String name, boolean compareOnly, boolean force) {
        BatchedProjection live = projections.get(name);
        ReplayLock lock = lock(name);
        try {
            tools.records().begin(name, compareOnly);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
        Replay replay = new Replay(tools, live, compareOnly, force, () -> demandGoingOn(lock));
        Thread thread = Thread.ofPlatform().name("replay-" + name).unstarted(() -> run(name, replay, lock));
        threads.add(thread);
        thread.start();
        return get(name);
    }

    /** One that says that it has ended gives its lock back in no time. */
    private ReplayLock lock(String name) {
        long deadline = System.nanoTime() + ENDING_NANOS;
        do {
            Optional<ReplayLock> lock = ReplayLock.take(tools.dataSource(), name);
            if (lock.isPresent()) {
                return lock.get();
            }
        } while (hasEnded(name) && System.nanoTime() < deadline);
        throw new ProblemException(
                HttpStatus.CONFLICT, "replay-running", "A replay of %s is running already.".formatted(name));
    }

    private boolean hasEnded(String name) {
        return find(name).filter(last -> last.state().isEnd()).isPresent();
    }

    private void demandGoingOn(ReplayLock lock) {
        if (!running) {
            throw new ReplayFailed("Strata was stopped.");
        }
        lock.demandHeld();
    }

    private void run(String name, Replay replay, ReplayLock lock) {
        try (lock) {
            runToItsEnd(name, replay);
        } catch (Exception e) {
            LOG.error("the replay of {} could not say how it ended", name, e);
        } finally {
            threads.remove(Thread.currentThread());
        }
    }

    private void runToItsEnd(String name, Replay replay) {
        try {
            replay.run();
        } catch (ReplayFailed e) {
            tools.records().state(name, State.FAILED, e.getMessage());
        } catch (Exception e) {
            LOG.error("the replay of {} failed; what was read before is still read", name, e);
            tools.records().state(name, State.FAILED, "It failed, the log says more: " + e);
        }
    }

    public ReplayProgress get(String name) {
        projections.get(name);
        return find(name)
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.NOT_FOUND, "replay-not-found", "%s has never been replayed.".formatted(name)));
    }

    Optional<ReplayProgress> find(String name) {
        return tools.records().find(name);
    }

    /** What a replay that died has left may hold what must be forgotten, so it is not kept until the next one. */
    @Override
    public void start() {
        projections.replayable().forEach(this::sweep);
        running = true;
    }

    private void sweep(BatchedProjection projection) {
        Optional<ReplayLock> free = ReplayLock.take(tools.dataSource(), projection.name());
        if (free.isPresent()) {
            try (ReplayLock _ = free.get()) {
                new ShadowTables(tools.jdbc(), projection).close();
            }
        }
    }

    /** Those that run give up at their next batch. */
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
