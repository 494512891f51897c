package dev.strata.sync.webhook;

import dev.strata.platform.axon.EventLogSource;
import dev.strata.platform.axon.ProjectionGroups;
import dev.strata.platform.axon.ProjectionProgress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** What the senders of all webhooks work with: the tables, the log, and how far the feed has come in it. */
@Component
class Workshop {
    private final Webhooks webhooks;
    private final HeldLines heldLines;
    private final NotificationLog notifications;
    private final Courier courier;
    private final Attempts attempts;
    private final EventLogSource log;
    private final EventStore events;
    private final ProjectionProgress progress;
    private final ProjectionGroups feed;
    private final Clock clock;

    Workshop(
            Webhooks webhooks,
            HeldLines heldLines,
            NotificationLog notifications,
            Courier courier,
            Attempts attempts,
            EventLogSource log,
            EventStore events,
            ProjectionProgress progress,
            @Qualifier("syncProjections") ProjectionGroups feed,
            Clock clock) {
        this.webhooks = webhooks;
        this.heldLines = heldLines;
        this.notifications = notifications;
        this.courier = courier;
        this.attempts = attempts;
        this.log = log;
        this.events = events;
        this.progress = progress;
        this.feed = feed;
        this.clock = clock;
    }

    Webhooks webhooks() {
        return webhooks;
    }

    HeldLines heldLines() {
        return heldLines;
    }

    Courier courier() {
        return courier;
    }

    Attempts attempts() {
        return attempts;
    }

    EventLogSource log() {
        return log;
    }

    Clock clock() {
        return clock;
    }

    long positionOf(EventMessage<?> message) {
        DomainEventMessage<?> stored = (DomainEventMessage<?>) message;
        return progress.positionOf(stored.getAggregateIdentifier(), stored.getSequenceNumber() + 1)
                .orElseThrow(() -> new IllegalStateException("the log does not hold what it delivered"));
    }

    Source source(Webhook webhook) {
        return webhook.place() == null
                ? new NotificationSource(webhook.account(), webhook.readTo(), notifications)
                : new NodeSource(webhook.place().space(), webhook.readTo(), this);
    }

    /** What is held of a node and still wanted, from its own stream. */
    List<Message> stream(Held held, Webhook webhook, int most) {
        List<Message> messages = new ArrayList<>();
        DomainEventStream stream = events.readEvents(held.line().toString(), held.next() - 1);
        while (stream.hasNext() && messages.size() < most && stream.peek().getSequenceNumber() < held.last()) {
            DomainEventMessage<?> next = stream.next();
            Optional.ofNullable(NodeMessage.of(next, positionOf(next)))
                    .filter(message -> webhook.wants(message.kind()))
                    .ifPresent(messages::add);
        }
        return messages;
    }

    /** Whether the feed has, or gets within the time, the events at these positions. */
    boolean awaitFeed(List<Long> positions, Duration atMost) throws InterruptedException {
        GapAwareTrackingToken seen = progress.token("sync", "change-feed").orElse(null);
        for (long position : positions) {
            boolean there = seen != null
                    && seen.getIndex() >= position
                    && !seen.getGaps().contains(position);
            if (!there && !progress.awaitPosition(feed, position, atMost)) {
                return false;
            }
        }
        return true;
    }
}
