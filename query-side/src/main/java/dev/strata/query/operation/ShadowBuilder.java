package dev.strata.query.operation;

import dev.strata.query.projection.BatchedProjection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.jspecify.annotations.Nullable;

/** Has a shadow take in the log as a processor would, each batch in a transaction of its own, as far as it is told. */
final class ShadowBuilder {
    private static final int BATCH = 1_000;

    private final ReplayTools tools;
    private final TransactionManager transactions;
    private final AnnotationEventHandlerAdapter handlers;
    private final Runnable check;
    private @Nullable GapAwareTrackingToken seen;
    private long events;

    /** @param check fails if there is no use in going on */
    @SuppressWarnings("MissingSummary") // the class says it
    ShadowBuilder(ReplayTools tools, BatchedProjection shadow, Runnable check) {
        this.tools = tools;
        this.transactions = tools.alone();
        this.handlers = new AnnotationEventHandlerAdapter(shadow);
        this.check = check;
    }

    /** How many events it has seen. */
    long events() {
        return events;
    }

    /**
     * Goes on until it has seen what another one has seen, and nothing else: not even an event in one of its gaps, which
     * was committed late and which that one has still before it.
     *
     * @param progress told after each batch how many events it has seen
     */
    void advance(GapAwareTrackingToken goal, LongConsumer progress) {
        if (seen != null && goal.getIndex() < seen.getIndex()) {
            throw new ReplayFailed("The projection has been set back meanwhile.");
        }
        try (Stream<? extends TrackedEventMessage<?>> log = tools.engine().readEvents(seen, false)) {
            Iterator<? extends TrackedEventMessage<?>> left = log.iterator();
            List<TrackedEventMessage<?>> batch = new ArrayList<>(BATCH);
            long index = seen == null ? -1 : seen.getIndex();
            boolean more = true;
            while (more) {
                TrackedEventMessage<?> event = left.hasNext() ? left.next() : null;
                more = event != null && indexOf(event) <= goal.getIndex();
                if (event != null && more) {
                    if (!goal.getGaps().contains(positionOf(event, index))) {
                        batch.add(event);
                    }
                    index = indexOf(event);
                }
                if (batch.size() == BATCH || !more) {
                    take(batch);
                    batch.clear();
                    progress.accept(events);
                }
            }
        }
        seen = goal;
    }

    private static long indexOf(TrackedEventMessage<?> event) {
        return ((GapAwareTrackingToken) event.trackingToken()).getIndex();
    }

    /** The token of an event that fills a gap does not move on. */
    private long positionOf(TrackedEventMessage<?> event, long indexBefore) {
        long index = indexOf(event);
        if (index > indexBefore) {
            return index;
        }
        DomainEventMessage<?> late = (DomainEventMessage<?>) event;
        return tools.progress()
                .positionOf(late.getAggregateIdentifier(), late.getSequenceNumber() + 1)
                .orElseThrow();
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
        events += batch.size();
    }
}
