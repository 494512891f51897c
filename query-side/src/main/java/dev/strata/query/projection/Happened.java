package dev.strata.query.projection;

import org.axonframework.eventhandling.DomainEventMessage;

/** An event and its circumstances. */
public record Happened(DomainEventMessage<?> message, Occurrence now) {
    public Object event() {
        return message.getPayload();
    }
}
