package dev.strata.sync.webhook;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.sync.webhook.Courier.Bundle;
import dev.strata.sync.webhook.Webhook.Resending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * Brings one webhook on: what is held and due, what is to be sent again, what is new in the log. Used by one thread at a
 * time.
 */
class Sender implements AutoCloseable {
    private static final int BATCH = 64;
    private static final int AT_ONCE = 4;
    private static final Duration FEED_PATIENCE = Duration.ofSeconds(2);
    private static final Instant WHENEVER = Instant.parse("9999-01-01T00:00:00Z");
    private static final Duration SAVED_AFTER = Duration.ofSeconds(30);

    private final UUID id;
    private final SpaceId space;
    private final Workshop shop;
    private final ExecutorService threads;

    /** Where the stream is; ahead of the row by what is nothing to the receiver. */
    private GapAwareTrackingToken position;

    private Instant saved;
    private @Nullable BlockingStream<TrackedEventMessage<?>> stream;
    private volatile @Nullable Run current;
    private volatile boolean ended;

    Sender(Webhook webhook, Workshop shop, ExecutorService threads) {
        this.id = webhook.id();
        this.space = webhook.space();
        this.position = webhook.readTo();
        this.shop = shop;
        this.threads = threads;
        this.saved = shop.clock().instant();
    }

    /** @param due whether there is something to do besides reading on */
    @SuppressWarnings("MissingSummary")
    void round(boolean due) throws InterruptedException {
        boolean more = skip() || due;
        while (more && !ended) {
            Webhook webhook = shop.webhooks().find(id).filter(Webhook::runs).orElse(null);
            more = webhook != null && advance(webhook);
        }
        if (saved.plus(SAVED_AFTER).isBefore(shop.clock().instant())) {
            save();
        }
    }

    /** Nothing more is sent than what is under way. Called by another thread. */
    void end() {
        ended = true;
        Run run = current;
        if (run != null) {
            run.stop();
        }
    }

    private void save() {
        shop.webhooks().readTo(id, position);
        saved = shop.clock().instant();
    }

    /** Whether there is more to do at once. */
    private boolean advance(Webhook webhook) throws InterruptedException {
        Run run = new Run(webhook);
        current = run;
        if (ended) {
            return false;
        }
        boolean more = false;
        if (webhook.open()) {
            if (webhook.due(shop.clock().instant())) {
                probe(webhook, run);
            }
        } else {
            boolean held = retry(webhook, BATCH, shop.clock().instant(), run);
            boolean again = resend(webhook, run);
            more = readOn(webhook, BATCH, run) || again || held;
        }
        Attempt last = run.last();
        if (run.disabled() != null) {
            shop.webhooks().disable(id, run.disabled());
        }
        if (last != null && run.failures() > 0) {
            shop.webhooks().failed(id, run.failures(), last);
        } else if (last != null) {
            shop.webhooks().succeeded(id, last);
        }
        if (last != null && webhook.open() && run.failures() == 0) {
            shop.heldNodes().releaseAll(id, shop.clock().instant());
            return true;
        }
        return more && !run.stopped();
    }

    /**
     * One try while nothing is taken: of what waits or of what is new, by turns, because what waits may be the one thing
     * that the receiver does not want.
     */
    private void probe(Webhook webhook, Run run) throws InterruptedException {
        if (webhook.failures() % 2 == 1) {
            retry(webhook, 1, WHENEVER, run);
        }
        if (run.last() == null) {
            readOn(webhook, 1, run);
        }
        if (run.last() == null) {
            retry(webhook, 1, WHENEVER, run);
        }
    }

    private boolean retry(Webhook webhook, int most, Instant until, Run run) throws InterruptedException {
        if (webhook.heldDue() == null || webhook.heldDue().isAfter(until)) {
            return false;
        }
        List<Bundle> bundles = new ArrayList<>();
        for (Held held : shop.heldNodes().due(id, until, most)) {
            List<Message> wanted = shop.stream(held, webhook, most);
            if (wanted.isEmpty()) {
                shop.heldNodes().release(id, held.node());
            } else {
                bundles.add(new Bundle(wanted, held));
            }
        }
        deliver(webhook, bundles, run);
        return bundles.size() == most;
    }

    private boolean resend(Webhook webhook, Run run) throws InterruptedException {
        Resending resending = webhook.resending();
        Set<NodeId> held = held();
        if (resending == null || run.stopped() || held.size() >= HeldNodes.MAX) {
            return false;
        }
        List<Message> batch = new ArrayList<>();
        GapAwareTrackingToken at = GapAwareTrackingToken.newInstance(resending.after(), Set.of());
        boolean ended = true;
        try (BlockingStream<TrackedEventMessage<?>> again = shop.log().openStream(at)) {
            while (again.peek().isPresent()) {
                TrackedEventMessage<?> next = again.nextAvailable();
                GapAwareTrackingToken token = (GapAwareTrackingToken) next.trackingToken();
                if (token.getIndex() > resending.to()) {
                    break;
                }
                add(batch, webhook, next, token.getIndex());
                at = token;
                if (batch.size() == BATCH) {
                    ended = false;
                    break;
                }
            }
        }
        send(webhook, batch, held, run);
        shop.webhooks().resentTo(webhook, ended ? resending.to() : at.getIndex());
        return true;
    }

    private boolean readOn(Webhook webhook, int most, Run run) throws InterruptedException {
        Set<NodeId> held = held();
        if (run.stopped() || held.size() >= HeldNodes.MAX) {
            return false;
        }
        List<Message> batch = new ArrayList<>();
        while (batch.size() < most && skip()) {
            TrackedEventMessage<?> next = stream().nextAvailable();
            add(batch, webhook, next, place(next));
            position = (GapAwareTrackingToken) next.trackingToken();
        }
        send(webhook, batch, held, run);
        if (!batch.isEmpty()) {
            save();
        }
        return batch.size() == most;
    }

    private static void add(List<Message> batch, Webhook webhook, TrackedEventMessage<?> event, long place) {
        Message message = Message.of(event, place);
        if (message != null && message.event().spaceId().equals(webhook.space()) && webhook.wants(message.kind())) {
            batch.add(message);
        }
    }

    /** The token of an event that was committed late holds the position of another event. */
    private long place(TrackedEventMessage<?> next) {
        GapAwareTrackingToken token = (GapAwareTrackingToken) next.trackingToken();
        return token.getIndex() > position.getIndex() ? token.getIndex() : shop.positionOf(next);
    }

    /** Passes what happened elsewhere; whether there is something left. */
    private boolean skip() throws InterruptedException {
        while (stream().peek().isPresent()) {
            TrackedEventMessage<?> next = stream().peek().get();
            if (NodeEvent.class.isAssignableFrom(next.getPayloadType())
                    && ((NodeEvent) next.getPayload()).spaceId().equals(space)) {
                return true;
            }
            position = (GapAwareTrackingToken) stream().nextAvailable().trackingToken();
        }
        return false;
    }

    private BlockingStream<TrackedEventMessage<?>> stream() {
        if (stream == null) {
            stream = shop.log().openStream(position);
        }
        return stream;
    }

    private Set<NodeId> held() {
        return shop.heldNodes().nodes(id);
    }

    /** Events of nodes that are held go behind what is held of them. */
    private void send(Webhook webhook, List<Message> batch, Set<NodeId> held, Run run) throws InterruptedException {
        Map<NodeId, List<Message>> free = new LinkedHashMap<>();
        for (Message message : batch) {
            if (held.contains(message.node())) {
                Instant now = shop.clock().instant();
                shop.heldNodes().hold(id, new Held(message.node(), message.version(), message.version(), 0, now, now));
            } else {
                free.computeIfAbsent(message.node(), _ -> new ArrayList<>()).add(message);
            }
        }
        deliver(
                webhook,
                free.values().stream()
                        .map(messages -> new Bundle(messages, null))
                        .toList(),
                run);
    }

    private void deliver(Webhook webhook, List<Bundle> bundles, Run run) throws InterruptedException {
        List<Long> positions = bundles.stream()
                .flatMap(bundle -> bundle.messages().stream())
                .map(Message::position)
                .toList();
        if (!positions.isEmpty() && !shop.awaitFeed(positions, FEED_PATIENCE)) {
            throw new FeedBehindException();
        }
        Semaphore room = new Semaphore(AT_ONCE);
        List<Future<?>> all = new ArrayList<>();
        for (Bundle bundle : bundles) {
            room.acquire();
            all.add(threads.submit(() -> {
                try {
                    shop.courier().deliver(webhook, bundle, run);
                } finally {
                    room.release();
                }
            }));
        }
        awaitAll(all);
        shop.attempts().add(id, run.takeAttempts());
    }

    /** Also after a failure of one: nobody else may begin before the last has ended. */
    private static void awaitAll(List<Future<?>> all) throws InterruptedException {
        Throwable failure = null;
        for (Future<?> one : all) {
            try {
                one.get();
            } catch (ExecutionException e) {
                failure = e.getCause();
            }
        }
        if (failure instanceof CancellationException cancelled) {
            throw cancelled;
        }
        if (failure != null) {
            throw new IllegalStateException("a delivery broke off", failure);
        }
    }

    /** After something went wrong: begins again from what is stored. */
    @Override
    public void close() {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }
}
