package dev.strata.platform.axon;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

/**
 * The newest events, fetched and deserialised once for all projections of the process, and the knowledge that there are
 * no more.
 *
 * <p>An event is kept under the token that it was read after. Whoever is at an equal token would be given the same event
 * by the log, or one that was committed in the meantime: that one is a gap in the token then, and comes later.
 */
class LogTail {
    private static final int EVENTS_MAX = 256;
    private static final int ENDS_MAX = 32;
    private static final int FETCHED_AT_ONCE = 1_000;

    /** After this time the log is asked without a signal too: one from another process can be lost. */
    private static final long UNSIGNALLED_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final EventStorageEngine engine;

    /** Held by the one who asks the log for what is newer than the newest. */
    private final Object fetching = new Object();

    private final AtomicLong commits = new AtomicLong();
    private final Map<Object, TrackedEventMessage<?>> following = new HashMap<>();
    private final Deque<Object> oldest = new ArrayDeque<>();

    /** Several, because tokens of one place differ when one remembers a gap that another has never seen. */
    private final Map<Object, End> ends = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, End> eldest) {
            return size() > ENDS_MAX;
        }
    };

    /** Nothing followed when so many commits were known, at that time. */
    private record End(long commits, long nanos) {}

    LogTail(EventStorageEngine engine) {
        this.engine = engine;
    }

    /** Says that there may be more. */
    void grow() {
        commits.incrementAndGet();
    }

    /** What follows, in order; empty if nothing does. Not always all of it. */
    List<TrackedEventMessage<?>> after(@Nullable TrackingToken position) {
        Object from = position == null ? "" : position;
        Optional<List<TrackedEventMessage<?>>> known = look(from);
        if (known.isPresent()) {
            return known.get();
        }
        if (!isNewest(from)) {
            return fetch(position, from);
        }
        synchronized (fetching) {
            return look(from).orElseGet(() -> fetch(position, from));
        }
    }

    /** Empty if the log has to be asked. */
    private synchronized Optional<List<TrackedEventMessage<?>>> look(Object from) {
        List<TrackedEventMessage<?>> known = known(from);
        return known.isEmpty() && !isEnd(from) ? Optional.empty() : Optional.of(known);
    }

    private synchronized boolean isNewest(Object from) {
        return ends.containsKey(from);
    }

    private List<TrackedEventMessage<?>> known(Object from) {
        List<TrackedEventMessage<?>> known = new ArrayList<>();
        TrackedEventMessage<?> next = following.get(from);
        while (next != null) {
            known.add(next);
            next = following.get(next.trackingToken());
        }
        return known;
    }

    private boolean isEnd(Object from) {
        End end = ends.get(from);
        return end != null && end.commits() == commits.get() && System.nanoTime() - end.nanos() < UNSIGNALLED_NANOS;
    }

    private List<TrackedEventMessage<?>> fetch(@Nullable TrackingToken position, Object from) {
        long commitsBefore = commits.get();
        List<TrackedEventMessage<?>> fetched = new ArrayList<>();
        engine.readEvents(position, false).limit(FETCHED_AT_ONCE).forEach(fetched::add);
        if (fetched.size() < FETCHED_AT_ONCE) {
            keepNewest(from, fetched, commitsBefore);
        }
        return fetched;
    }

    private synchronized void keepNewest(Object from, List<TrackedEventMessage<?>> fetched, long commitsBefore) {
        Object last = from;
        for (TrackedEventMessage<?> event : fetched) {
            keep(last, event);
            last = event.trackingToken();
        }
        ends.remove(last);
        ends.put(last, new End(commitsBefore, System.nanoTime()));
    }

    private void keep(Object after, TrackedEventMessage<?> event) {
        if (following.putIfAbsent(after, event) == null) {
            oldest.add(after);
        }
        if (oldest.size() > EVENTS_MAX) {
            following.remove(oldest.remove());
        }
    }
}
