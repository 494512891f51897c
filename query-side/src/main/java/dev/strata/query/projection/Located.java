package dev.strata.query.projection;

import org.axonframework.eventhandling.DomainEventMessage;

/**
 * An event and its place in the log; nobody has looked into it yet.
 *
 * @param parked whether an earlier event of its stream is a dead letter of the projection, so that it must wait too
 */
record Located(DomainEventMessage<?> message, long position, boolean parked) {
    String stream() {
        return message.getAggregateIdentifier();
    }

    /** What projections are given. Fails if the event cannot be read. */
    Happened happened() {
        return new Happened(message, Occurrence.of(message, position));
    }
}
