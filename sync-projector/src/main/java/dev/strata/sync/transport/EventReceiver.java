package dev.strata.sync.transport;

/**
 * What a transport delivers committed events to.
 *
 * <p>A transport calls {@link #receive} on one thread at a time, each event at least once, the events of one stream in
 * their order and all of them in the order in which they became visible. The call runs inside the database transaction
 * that also stores how far the transport has come: when it throws, both are undone and the event comes again. A receiver
 * does nothing outside that transaction.
 */
public interface EventReceiver {
    void receive(CommittedEvent event);

    /** The log will be delivered again from its beginning: forget what came from it. */
    void restart();
}
