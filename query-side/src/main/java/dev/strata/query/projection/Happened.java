package dev.strata.query.projection;

import org.axonframework.eventhandling.DomainEventMessage;

/** An event and its circumstances. */
public record Happened(DomainEventMessage<?> message, Occurrence now) {
    public Object event() {
        return message.getPayload();
    }

    /** What to call the event where its values must not be shown. */
    public String type() {
        return message.getPayloadType().getSimpleName();
    }
}
