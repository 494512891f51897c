package dev.strata.platform.axon;

import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;

/** Axon's event store that says when it has committed. */
class NotifyingEventStore extends EmbeddedEventStore {
    private final Runnable onCommit;

    NotifyingEventStore(EmbeddedEventStore.Builder builder, Runnable onCommit) {
        super(builder);
        this.onCommit = onCommit;
    }

    @Override
    protected void afterCommit(List<? extends EventMessage<?>> events) {
        super.afterCommit(events);
        onCommit.run();
    }
}
