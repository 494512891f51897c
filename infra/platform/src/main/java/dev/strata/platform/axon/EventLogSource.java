package dev.strata.platform.axon;

import dev.strata.platform.erasure.SubjectKeys;
import java.time.Instant;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * Streams the event log to processors and wakes them on commit. Axon's own stream cannot call back, so its pooled
 * processor would sleep up to half a second between looks.
 */
public class EventLogSource implements StreamableMessageSource<TrackedEventMessage<?>> {
    private final EventStorageEngine engine;
    private final LogTail tail;
    private final CommitSignal signal;
    private final SubjectKeys keys;

    EventLogSource(EventStorageEngine engine, CommitSignal signal, SubjectKeys keys) {
        this.engine = engine;
        this.tail = new LogTail(engine);
        this.signal = signal;
        this.keys = keys;
        signal.listen(tail::grow); // before the streams are woken
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken position) {
        return new EventLogStream(tail, signal, keys, position);
    }

    @Override
    public TrackingToken createTailToken() {
        return engine.createTailToken();
    }

    @Override
    public TrackingToken createHeadToken() {
        return engine.createHeadToken();
    }

    @Override
    public TrackingToken createTokenAt(Instant time) {
        return engine.createTokenAt(time);
    }
}
