package dev.strata.platform.axon;

import org.axonframework.eventhandling.EventHandler;

/**
 * Takes part in a projection and does nothing. Without it the projection would not store its token for events that it
 * has no use for, and readers who wait for the token would wait in vain.
 */
final class Follower {
    @EventHandler
    void on(Object event) {}
}
