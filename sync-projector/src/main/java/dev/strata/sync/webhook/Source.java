package dev.strata.sync.webhook;

import dev.strata.sync.webhook.Webhook.Resending;
import java.util.List;
import org.axonframework.eventhandling.GapAwareTrackingToken;

/** Where a webhook has from what it tells, in the order of the log. Used by one thread at a time. */
sealed interface Source extends AutoCloseable permits NodeSource, NotificationSource {
    /** Looked at after every commit: whether there may be something new. */
    boolean hasNext() throws InterruptedException;

    /** What is new and wanted; the position goes behind it. */
    List<Message> next(Webhook webhook, int most) throws InterruptedException;

    /** Everything up to here was given out or is nothing to the receiver. */
    GapAwareTrackingToken position();

    /** What is wanted of a redelivery. */
    Part part(Webhook webhook, Resending range, int most) throws InterruptedException;

    /** @param end the last position that it covers */
    @SuppressWarnings("MissingSummary")
    record Part(List<Message> messages, long end) {}

    /** What is held of a line and still wanted. */
    List<Message> held(Webhook webhook, Held held, int most);

    @Override
    void close();
}
