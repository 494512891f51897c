package dev.strata.sync.transport;

import dev.strata.platform.axon.ProjectionProgress;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Takes events straight from the event store, by a streaming processor of Axon. */
@Component
@ProcessingGroup(EventStoreTransport.PROCESSOR)
@ConditionalOnProperty(name = "strata.events.transport", havingValue = "event-store")
class EventStoreTransport {
    static final String PROCESSOR = "change-feed";

    private final List<EventReceiver> receivers;
    private final ProjectionProgress log;

    EventStoreTransport(List<EventReceiver> receivers, ProjectionProgress log) {
        this.receivers = receivers;
        this.log = log;
    }

    @EventHandler
    void on(DomainEventMessage<?> message) {
        CommittedEvent event = CommittedEvent.of(message, position(message));
        receivers.forEach(receiver -> receiver.receive(event));
    }

    @ResetHandler
    void restart() {
        receivers.forEach(EventReceiver::restart);
    }

    /** Asked of the log: the token of an event that was committed late holds the position of another event. */
    private long position(DomainEventMessage<?> message) {
        String stream = message.getAggregateIdentifier();
        long version = message.getSequenceNumber() + 1;
        return log.positionOf(stream, version)
                .orElseThrow(() -> new IllegalStateException(
                        "the log delivered version %d of %s but does not hold it".formatted(version, stream)));
    }
}
