package dev.strata.platform.axon;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Wakes whoever waits for events when some were committed. Signals that come while the last one is still being handed
 * out are taken together, so a storm of commits costs the committers nothing.
 */
@Component
public class CommitSignal implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(CommitSignal.class);

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Semaphore pending = new Semaphore(0);
    private volatile boolean running;

    /** Says that events were committed, here or in another process. Never blocks. */
    public void raise() {
        if (pending.availablePermits() == 0) {
            pending.release();
        }
    }

    /** Calls the listener after commits, on one thread for all; it must be quick. Run the answer to stop. */
    public Runnable listen(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().daemon().name("commit-signal").start(this::handOut);
    }

    private void handOut() {
        pending.acquireUninterruptibly();
        while (running) {
            pending.drainPermits();
            listeners.forEach(CommitSignal::call);
            pending.acquireUninterruptibly();
        }
    }

    private static void call(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            LOG.error("a listener for commits failed; the others are called all the same", e);
        }
    }

    @Override
    public void stop() {
        running = false;
        raise();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the processors, and after them when stopping. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
