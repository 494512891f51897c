package dev.strata.query.projection;

import dev.strata.platform.axon.EventMetadata;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * What a projection needs to know of an event besides its payload, in the types of SQL.
 *
 * @param version of the aggregate once the event has happened
 */
public record Occurrence(
        long version,
        OffsetDateTime at,
        @Nullable UUID actor,
        @Nullable UUID device,
        EventMetadata metadata) {

    public static Occurrence of(DomainEventMessage<?> message) {
        EventMetadata metadata = EventMetadata.of(message.getMetaData());
        return new Occurrence(
                message.getSequenceNumber() + 1,
                Columns.utc(message.getTimestamp()),
                metadata.actor() == null ? null : metadata.actor().value(),
                metadata.device() == null ? null : metadata.device().value(),
                metadata);
    }
}
