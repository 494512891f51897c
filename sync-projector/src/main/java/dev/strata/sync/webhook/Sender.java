package dev.strata.sync.webhook;

import dev.strata.sync.webhook.Courier.Bundle;
import dev.strata.sync.webhook.Source.Part;
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
    private final Workshop shop;
    private final ExecutorService threads;
    private final Source source;

    private Instant saved;
    private volatile @Nullable Run current;
    private volatile boolean ended;

    Sender(Webhook webhook, Workshop shop, ExecutorService threads) {
        this.id = webhook.id();
        this.shop = shop;
        this.threads = threads;
        this.source = shop.source(webhook);
        this.saved = shop.clock().instant();
    }

    /** @param due whether there is something to do besides reading on */
    @SuppressWarnings("MissingSummary")
    void round(boolean due) throws InterruptedException {
        boolean more = source.hasNext() || due;
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
        shop.webhooks().readTo(id, source.position());
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
            shop.heldLines().releaseAll(id, shop.clock().instant());
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
        for (Held held : shop.heldLines().due(id, until, most)) {
            List<Message> wanted = source.held(webhook, held, most);
            if (wanted.isEmpty()) {
                shop.heldLines().release(id, held.line());
            } else {
                bundles.add(new Bundle(wanted, held));
            }
        }
        deliver(webhook, bundles, run);
        return bundles.size() == most;
    }

    private boolean resend(Webhook webhook, Run run) throws InterruptedException {
        Resending resending = webhook.resending();
        Set<UUID> held = held();
        if (resending == null || run.stopped() || held.size() >= HeldLines.MAX) {
            return false;
        }
        Part part = source.part(webhook, resending, BATCH);
        send(webhook, part.messages(), held, run);
        shop.webhooks().resentTo(webhook, part.end());
        return true;
    }

    private boolean readOn(Webhook webhook, int most, Run run) throws InterruptedException {
        Set<UUID> held = held();
        if (run.stopped() || held.size() >= HeldLines.MAX) {
            return false;
        }
        List<Message> batch = source.next(webhook, most);
        send(webhook, batch, held, run);
        if (!batch.isEmpty() || webhook.news()) {
            save();
        }
        return batch.size() == most;
    }

    private Set<UUID> held() {
        return shop.heldLines().lines(id);
    }

    /** What is of lines that are held goes behind what is held of them. */
    private void send(Webhook webhook, List<Message> batch, Set<UUID> held, Run run) throws InterruptedException {
        Map<UUID, List<Message>> free = new LinkedHashMap<>();
        for (Message message : batch) {
            if (held.contains(message.line())) {
                Instant now = shop.clock().instant();
                shop.heldLines().hold(id, new Held(message.line(), message.version(), message.version(), 0, now, now));
            } else {
                free.computeIfAbsent(message.line(), _ -> new ArrayList<>()).add(message);
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
        source.close();
    }
}
