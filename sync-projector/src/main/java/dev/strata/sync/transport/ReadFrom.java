package dev.strata.sync.transport;

import dev.strata.platform.kafka.Place;
import dev.strata.platform.kafka.RelayedEvent;
import java.util.Objects;
import org.axonframework.messaging.Message;

/** Where in Kafka an event was read, and where in the log it stands; it travels with the event to whoever receives it. */
record ReadFrom(String topicId, int partition, long offset, Place place, long position) {
    static final String KEY = ReadFrom.class.getName();

    static ReadFrom of(RelayedEvent event, String topicId) {
        return new ReadFrom(topicId, event.partition(), event.offset(), event.place(), event.position());
    }

    static ReadFrom of(Message<?> message) {
        return (ReadFrom) Objects.requireNonNull(message.getMetaData().get(KEY));
    }
}
