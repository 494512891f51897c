package dev.strata.sync.transport;

import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Takes events from Kafka: the processor is that of the event store, with {@link KafkaSource} before it. */
@Component
@ProcessingGroup(EventStoreTransport.PROCESSOR)
@ConditionalOnProperty(name = "strata.events.transport", havingValue = "kafka")
class KafkaTransport {
    private final List<EventReceiver> receivers;
    private final KafkaOffsets offsets;

    KafkaTransport(List<EventReceiver> receivers, KafkaOffsets offsets) {
        this.receivers = receivers;
        this.offsets = offsets;
    }

    @EventHandler
    void on(DomainEventMessage<?> message) {
        ReadFrom from = ReadFrom.of(message);
        CommittedEvent event = CommittedEvent.of(message, from.position());
        receivers.forEach(receiver -> receiver.receive(event));
        offsets.store(from);
    }

    @ResetHandler
    void restart() {
        receivers.forEach(EventReceiver::restart);
        offsets.clear();
    }
}
