package dev.strata.query.projection;

import dev.strata.platform.axon.EventMetadata;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * What a projection needs to know of an event besides its payload, in the types of SQL.
 *
 * @param position its place in the log
 * @param version of the aggregate once the event has happened
 */
public record Occurrence(
        long position,
        long version,
        OffsetDateTime at,
        @Nullable UUID actor,
        @Nullable UUID device,
        EventMetadata metadata) {

    static Occurrence of(DomainEventMessage<?> message, long position) {
        EventMetadata metadata = EventMetadata.of(message.getMetaData());
        return new Occurrence(
                position,
                message.getSequenceNumber() + 1,
                Columns.utc(message.getTimestamp()),
                metadata.actor() == null ? null : metadata.actor().value(),
                metadata.device() == null ? null : metadata.device().value(),
                metadata);
    }
}
