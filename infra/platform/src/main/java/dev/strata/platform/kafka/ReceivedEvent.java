package dev.strata.platform.kafka;

import java.time.Instant;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.SerializedObject;

/** A record of Kafka as Axon reads it: what a row of the log would be. */
record ReceivedEvent(
        TrackingToken trackingToken,
        String getEventIdentifier,
        Instant getTimestamp,
        String getType,
        String getAggregateIdentifier,
        long getSequenceNumber,
        SerializedObject<byte[]> getPayload,
        SerializedObject<byte[]> getMetaData)
        implements DomainEventData<byte[]>, TrackedEventData<byte[]> {}
