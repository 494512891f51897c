package dev.strata.platform.axon;

import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;

/** Axon's event store that says when it has committed, and stays fast in a transaction of many commands. */
class NotifyingEventStore extends EmbeddedEventStore {
    private final Runnable onCommit;

    NotifyingEventStore(EmbeddedEventStore.Builder builder, Runnable onCommit) {
        super(builder);
        this.onCommit = onCommit;
    }

    @Override
    public void publish(List<? extends EventMessage<?>> events) {
        super.publish(events);
        StagedEvents.stage(events);
    }

    @Override
    protected Stream<? extends DomainEventMessage<?>> stagedDomainEventMessages(String stream) {
        return StagedEvents.of(stream).stream();
    }

    @Override
    protected void afterCommit(List<? extends EventMessage<?>> events) {
        super.afterCommit(events);
        onCommit.run();
    }
}
