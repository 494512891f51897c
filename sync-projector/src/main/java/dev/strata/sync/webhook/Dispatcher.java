package dev.strata.sync.webhook;

import dev.strata.platform.axon.CommitSignal;
import dev.strata.platform.database.ProcessLock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sets the senders to work, each on a thread of its own: after every commit, and a few times a second for what is due.
 * One process at a time does so for all webhooks; another takes over when it is gone.
 */
@Component
class Dispatcher implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final long POLL_MILLIS = 500;
    private static final long STOP_SECONDS = 3;
    private static final long STOP_POLL_MILLIS = 5;
    private static final Duration FORGOTTEN_EVERY = Duration.ofHours(1);

    private final Workshop shop;
    private final CommitSignal commits;
    private final DataSource dataSource;
    private final Clock clock;
    private final Semaphore signal = new Semaphore(0);
    private final Map<UUID, Sender> senders = new HashMap<>();
    private final Map<UUID, Boolean> due = new HashMap<>();
    private final Set<UUID> busy = ConcurrentHashMap.newKeySet();
    private final Set<UUID> broken = ConcurrentHashMap.newKeySet();

    private ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Runnable unlisten = () -> {};
    private @Nullable Thread thread;
    private Instant forgotten = Instant.EPOCH;
    private volatile boolean running;

    Dispatcher(Workshop shop, CommitSignal commits, DataSource dataSource, Clock clock) {
        this.shop = shop;
        this.commits = commits;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        threads = Executors.newVirtualThreadPerTaskExecutor();
        unlisten = commits.listen(signal::release);
        thread = Thread.ofPlatform().daemon().name("webhooks").start(this::run);
    }

    private void run() {
        while (running) {
            try (ProcessLock lock =
                    ProcessLock.take(dataSource, "sync", "webhooks").orElse(null)) {
                if (lock != null) {
                    lead(lock);
                }
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("webhooks are held up, trying again: {}", e.toString());
            }
        }
    }

    private void lead(ProcessLock lock) throws InterruptedException {
        try {
            while (running && lock.isHeld()) {
                reload();
                work();
            }
        } finally {
            closeAll();
        }
    }

    /** Wakes the senders for some time. */
    private void work() throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS);
        do {
            senders.forEach(this::wake);
        } while (running && signal.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS) && drain());
    }

    private boolean drain() {
        signal.drainPermits();
        return true;
    }

    private void pause() throws InterruptedException {
        if (running) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private void reload() {
        Instant now = clock.instant();
        List<Webhook> rows = shop.webhooks().running();
        Set<UUID> gone = new HashSet<>(senders.keySet());
        gone.removeAll(rows.stream().map(Webhook::id).collect(Collectors.toSet()));
        gone.addAll(broken);
        gone.removeAll(busy);
        gone.forEach(this::close);
        for (Webhook row : rows) {
            senders.computeIfAbsent(row.id(), _ -> new Sender(row, shop, threads));
            due.put(row.id(), row.due(now));
        }
        if (forgotten.plus(FORGOTTEN_EVERY).isBefore(now)) {
            shop.attempts().forget(now);
            forgotten = now;
        }
    }

    private void close(UUID id) {
        Sender sender = senders.remove(id);
        if (sender != null) {
            sender.close();
        }
        due.remove(id);
        broken.remove(id);
    }

    private void wake(UUID id, Sender sender) {
        if (!broken.contains(id) && busy.add(id)) {
            boolean isDue = Boolean.TRUE.equals(due.put(id, false));
            threads.execute(() -> {
                try {
                    sender.round(isDue);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (CancellationException | FeedBehindException e) {
                    broken.add(id);
                } catch (RuntimeException e) {
                    LOG.warn("webhook {} is held up, trying again", id, e);
                    broken.add(id);
                } finally {
                    busy.remove(id);
                }
            });
        }
    }

    /** Waits for what is being sent, or breaks it off: whoever takes the lock next would send it too. */
    private void closeAll() throws InterruptedException {
        senders.values().forEach(Sender::end);
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        while (!busy.isEmpty() && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(STOP_POLL_MILLIS);
        }
        threads.shutdownNow();
        threads.awaitTermination(1, TimeUnit.SECONDS);
        Set.copyOf(senders.keySet()).forEach(this::close);
        busy.clear();
        threads = Executors.newVirtualThreadPerTaskExecutor();
    }

    @Override
    public void stop() {
        running = false;
        unlisten.run();
        signal.release();
        Thread loop = thread;
        if (loop != null) {
            try {
                loop.join(Duration.ofSeconds(STOP_SECONDS + 2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops while the projections still run: a delivery waits for the feed. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
