package dev.strata.query.operation;

import dev.strata.query.projection.BatchedProjection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.jspecify.annotations.Nullable;

/** Has a shadow take in the log as a processor would, each batch in a transaction of its own, as far as it is told. */
final class ShadowBuilder {
    private static final int BATCH = 1_000;

    private final EventStorageEngine engine;
    private final TransactionManager transactions;
    private final AnnotationEventHandlerAdapter handlers;
    private final Runnable check;
    private @Nullable TrackingToken seen;
    private long events;

    /** @param check fails if there is no use in going on */
    @SuppressWarnings("MissingSummary") // the class says it
    ShadowBuilder(
            EventStorageEngine engine, TransactionManager transactions, BatchedProjection shadow, Runnable check) {
        this.engine = engine;
        this.transactions = transactions;
        this.handlers = new AnnotationEventHandlerAdapter(shadow);
        this.check = check;
    }

    /** How many events it has seen. */
    long events() {
        return events;
    }

    /**
     * Goes on up to an index of the log, and not beyond.
     *
     * @param progress told after each batch how many events it has seen
     */
    void advance(long index, LongConsumer progress) {
        try (Stream<? extends TrackedEventMessage<?>> log = engine.readEvents(seen, false)) {
            Iterator<? extends TrackedEventMessage<?>> left = log.iterator();
            List<TrackedEventMessage<?>> batch = new ArrayList<>(BATCH);
            boolean more = true;
            while (more) {
                TrackedEventMessage<?> event = left.hasNext() ? left.next() : null;
                more = event != null && indexOf(event) <= index;
                if (event != null && more) {
                    batch.add(event);
                }
                if (batch.size() == BATCH || !more) {
                    take(batch);
                    batch.clear();
                    progress.accept(events);
                }
            }
        }
    }

    private static long indexOf(TrackedEventMessage<?> event) {
        return ((GapAwareTrackingToken) event.trackingToken()).getIndex();
    }

    private void take(List<TrackedEventMessage<?>> batch) {
        check.run();
        if (batch.isEmpty()) {
            return;
        }
        List<TrackedEventMessage<?>> concerned =
                batch.stream().filter(handlers::canHandle).toList();
        if (!concerned.isEmpty()) {
            BatchingUnitOfWork<TrackedEventMessage<?>> work = new BatchingUnitOfWork<>(concerned);
            work.attachTransaction(transactions);
            ResultMessage<?> result = work.executeWithResult(() -> handlers.handle(work.getMessage()));
            if (result.isExceptional()) {
                throw new IllegalStateException("the shadow could not take a batch", result.exceptionResult());
            }
        }
        seen = batch.getLast().trackingToken();
        events += batch.size();
    }
}
