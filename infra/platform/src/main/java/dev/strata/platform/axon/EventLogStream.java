package dev.strata.platform.axon;

import dev.strata.kernel.account.AccountEvent.AccountErased;
import dev.strata.platform.erasure.SubjectKeys;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/** One reader's way through the log: fetches what is committed, then waits for the signal. Used by one thread at a time. */
class EventLogStream implements BlockingStream<TrackedEventMessage<?>> {
    private final LogTail tail;
    private final CommitSignal signal;
    private final SubjectKeys keys;
    private final Semaphore commits = new Semaphore(0);
    private final Runnable unlistenCommits;

    private @Nullable TrackingToken position;
    private Iterator<? extends TrackedEventMessage<?>> fetched = Collections.emptyIterator();
    private @Nullable TrackedEventMessage<?> next;
    private Runnable unlistenCallback = () -> {};

    EventLogStream(LogTail tail, CommitSignal signal, SubjectKeys keys, @Nullable TrackingToken position) {
        this.tail = tail;
        this.signal = signal;
        this.keys = keys;
        this.position = position;
        this.unlistenCommits = signal.listen(commits::release);
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        if (next == null) {
            advance();
        }
        return Optional.ofNullable(next);
    }

    private void advance() {
        if (!fetched.hasNext()) {
            fetched = tail.after(position).iterator();
        }
        if (fetched.hasNext()) {
            TrackedEventMessage<?> event = fetched.next();
            forgetErased(event);
            next = event;
            position = event.trackingToken();
        }
    }

    /** Whatever comes after an erasure is read without the keys that it destroyed, in this process too. */
    private void forgetErased(TrackedEventMessage<?> event) {
        if (event.getPayloadType() == AccountErased.class) {
            keys.forget((AccountErased) event.getPayload());
        }
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        long deadline = System.nanoTime() + unit.toNanos(timeout);
        while (peek().isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || !commits.tryAcquire(left, TimeUnit.NANOSECONDS)) {
                return peek().isPresent();
            }
            commits.drainPermits();
        }
        return true;
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (true) {
            Optional<TrackedEventMessage<?>> event = peek();
            if (event.isPresent()) {
                next = null;
                return event.get();
            }
            hasNextAvailable(1, TimeUnit.SECONDS);
        }
    }

    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
        unlistenCallback.run();
        unlistenCallback = signal.listen(callback);
        return true;
    }

    @Override
    public void close() {
        unlistenCallback.run();
        unlistenCommits.run();
    }
}
