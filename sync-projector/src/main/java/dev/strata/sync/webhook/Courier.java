package dev.strata.sync.webhook;

import dev.strata.kernel.id.NodeId;
import dev.strata.sync.webhook.Sight.Place;
import dev.strata.sync.webhook.sending.Answer;
import dev.strata.sync.webhook.sending.Receivers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Delivers what is on one line, one after the other. The first that is not taken is held, with those after it, before
 * this returns: so the cursor can go on, and nothing overtakes it.
 */
@Component
class Courier {
    private static final int AT_ONCE = 256;

    private final Sight sight;
    private final NotificationLog notifications;
    private final Receivers receivers;
    private final HeldLines heldLines;
    private final Webhooks webhooks;
    private final Backoff backoff;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Semaphore room = new Semaphore(AT_ONCE);

    Courier(
            Sight sight,
            NotificationLog notifications,
            Receivers receivers,
            HeldLines heldLines,
            Webhooks webhooks,
            Backoff backoff,
            Clock clock,
            MeterRegistry meters) {
        this.sight = sight;
        this.notifications = notifications;
        this.receivers = receivers;
        this.heldLines = heldLines;
        this.webhooks = webhooks;
        this.backoff = backoff;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * What is on one line.
     *
     * @param held what waited of it already; null if nothing did
     */
    record Bundle(List<Message> messages, @Nullable Held held) {
        UUID line() {
            return messages.getFirst().line();
        }

        long last() {
            return held == null ? messages.getLast().version() : held.last();
        }
    }

    void deliver(Webhook webhook, Bundle bundle, Run run) {
        Held rest = send(webhook, bundle, run);
        if (rest != null && bundle.held() == null) {
            heldLines.hold(webhook.id(), rest);
        } else if (rest != null) {
            heldLines.advance(webhook.id(), rest);
        } else if (bundle.held() != null) {
            heldLines.release(webhook.id(), bundle.line());
        }
    }

    /** What was not delivered. */
    private @Nullable Held send(Webhook webhook, Bundle bundle, Run run) {
        Held held = bundle.held();
        for (Message message : bundle.messages()) {
            Letter letter = run.stopped() ? null : write(webhook, message, run);
            if (letter == null) {
                return held != null && held.next() == message.version() ? held : waiting(message, bundle);
            }
            if (letter.event() != null) {
                int before = held != null && held.next() == message.version() ? held.attempts() : 0;
                Attempt attempt = attempt(webhook, message, letter.event().json(), before, run);
                if (attempt.nextTry() != null) {
                    Instant since = before == 0 || held == null ? attempt.at() : held.since();
                    if (backoff.enough(Duration.between(since, attempt.at()))) {
                        run.disable("not-taken");
                    }
                    return new Held(
                            bundle.line(), message.version(), bundle.last(), before + 1, since, attempt.nextTry());
                }
            }
        }
        Message end = bundle.messages().getLast();
        return end.version() >= bundle.last()
                ? null
                : new Held(bundle.line(), end.version() + 1, bundle.last(), 0, clock.instant(), clock.instant());
    }

    private Held waiting(Message message, Bundle bundle) {
        return new Held(bundle.line(), message.version(), bundle.last(), 0, clock.instant(), clock.instant());
    }

    /** @param event null if the receiver is told nothing of it */
    @SuppressWarnings("MissingSummary")
    private record Letter(@Nullable CloudEvent event) {}

    /** Null, and the end of the run, if nothing more is to be sent now, or the owner may not look there any longer. */
    private @Nullable Letter write(Webhook webhook, Message message, Run run) {
        if (!webhooks.runs(webhook.id())) {
            run.stop();
            return null;
        }
        return switch (message) {
            case NodeMessage node -> write(webhook, node, run);
            case NotificationMessage notification -> write(notification, run);
        };
    }

    private @Nullable Letter write(Webhook webhook, NodeMessage message, Run run) {
        Place place = Objects.requireNonNull(webhook.place());
        if (!sight.mayRead(webhook.account(), place)) {
            run.disable("access-lost");
            return null;
        }
        Set<NodeId> visible = sight.in(place, NodeNotice.nodes(message.event()));
        return new Letter(
                NodeNotice.concerns(message.event(), visible::contains) ? message.cloudEvent(visible::contains) : null);
    }

    private @Nullable Letter write(NotificationMessage message, Run run) {
        try {
            return new Letter(
                    notifications.find(message).map(message::cloudEvent).orElse(null));
        } catch (FeedBehindException _) {
            run.stop();
            return null;
        }
    }

    private Attempt attempt(Webhook webhook, Message message, byte[] body, int before, Run run) {
        Answer answer = post(webhook, message, body);
        Instant now = clock.instant();
        Attempt attempt = new Attempt(
                0,
                message.id(),
                Message.sequence(message.position()),
                message.kind(),
                message.node(),
                now,
                answer.duration().toMillis(),
                answer.status(),
                answer.error(),
                answer.taken()
                        ? null
                        : now.plus(backoff.after(Math.max(before + 1, run.failed()), answer.retryAfter())));
        meters.counter("strata.webhooks.deliveries", "taken", Boolean.toString(answer.taken()))
                .increment();
        run.tried(attempt, answer.taken());
        if (answer.gone()) {
            run.disable("gone");
        }
        return attempt;
    }

    private Answer post(Webhook webhook, Message message, byte[] body) {
        room.acquireUninterruptibly();
        try {
            Answer answer = receivers.send(webhook.url(), webhook.secrets(), message.id(), body);
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("the process stops");
            }
            return answer;
        } finally {
            room.release();
        }
    }
}
