package dev.strata.sync.feed;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One waiting reader. Moves that come while he does not wait are taken together. */
public final class HeadWatcher implements AutoCloseable {
    private final Map<UUID, Long> seen;
    private final Consumer<HeadWatcher> onClose;
    private final Semaphore moves = new Semaphore(0);
    private volatile boolean closed;

    HeadWatcher(Map<UUID, Long> seen, Consumer<HeadWatcher> onClose) {
        this.seen = new HashMap<>(seen);
        this.onClose = onClose;
    }

    /** Waits until a space or a share has moved, the time is over or the watch is closed; true if one has. */
    public boolean await(Duration atMost) throws InterruptedException {
        boolean moved = moves.tryAcquire(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
        boolean movedSince = moves.drainPermits() > 0;
        return (moved || movedSince) && !closed;
    }

    public boolean closed() {
        return closed;
    }

    /** Called on one thread. */
    void headIs(UUID feed, long head) {
        Long known = seen.put(feed, head);
        if (known == null || head != known) {
            moves.release();
        }
    }

    @Override
    public void close() {
        closed = true;
        onClose.accept(this);
        moves.release();
    }
}
