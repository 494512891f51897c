package dev.strata.platform.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.axonframework.eventhandling.GapAwareTrackingToken;

/**
 * An event as a reader finds it in the topic, not looked into yet.
 *
 * @param after what the topic had acknowledged before the run of the relay began; everything behind it comes in this run
 * @param position where the event stands in the log
 * @param seen what of the log the relay had read with this event
 */
public record RelayedEvent(
        Place place, Place after, long position, GapAwareTrackingToken seen, ConsumerRecord<byte[], byte[]> stored) {
    /** Of the record in its topic. */
    public int partition() {
        return stored.partition();
    }

    public long offset() {
        return stored.offset();
    }
}
