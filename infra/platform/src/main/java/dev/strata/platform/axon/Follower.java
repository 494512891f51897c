package dev.strata.platform.axon;

import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;

/**
 * Takes part in a projection and does nothing. Without it the projection would not store its token for events that it
 * has no use for, and readers who wait for the token would wait in vain. It does not look into events: that of another
 * could be one that cannot be read.
 */
final class Follower {
    @EventHandler(payloadType = Object.class)
    void on(EventMessage<?> event) {}
}
