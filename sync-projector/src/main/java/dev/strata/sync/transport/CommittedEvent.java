package dev.strata.sync.transport;

import dev.strata.platform.axon.EventMetadata;
import java.time.Instant;
import org.axonframework.eventhandling.DomainEventMessage;

/**
 * One event as a transport delivers it.
 *
 * @param position where the event stands in the transport's log; no two events share one. A transport may deliver an
 *     event after one with a higher position, if it was committed later
 * @param id the same whenever the event is delivered again
 * @param stream the aggregate that it happened to
 * @param version 1 for the first event of the stream
 */
public record CommittedEvent(
        long position, String id, Instant time, String stream, long version, EventMetadata metadata, Object payload) {
    static CommittedEvent of(DomainEventMessage<?> message, long position) {
        return new CommittedEvent(
                position,
                message.getIdentifier(),
                message.getTimestamp(),
                message.getAggregateIdentifier(),
                message.getSequenceNumber() + 1,
                EventMetadata.of(message.getMetaData()),
                message.getPayload());
    }
}
