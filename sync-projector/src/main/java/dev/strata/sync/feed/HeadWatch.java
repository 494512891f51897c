package dev.strata.sync.feed;

import dev.strata.kernel.id.AccountId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells whoever waits that a space of his account has moved. One thread asks the database for all of them: at once when
 * the projection of this process has committed, and a few times a second for what another process projected.
 */
@Component
public class HeadWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(HeadWatch.class);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final JdbcClient jdbc;
    private final Map<UUID, Set<HeadWatcher>> watchers = new ConcurrentHashMap<>();
    private final Set<UUID> touched = ConcurrentHashMap.newKeySet();
    private final Set<UUID> newcomers = ConcurrentHashMap.newKeySet();
    private final Semaphore signal = new Semaphore(0);
    private volatile boolean running;

    HeadWatch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Watches the spaces of an account until the watcher is closed.
     *
     * @param seen how far each space has been read; anything beyond counts as moved
     */
    public HeadWatcher watch(AccountId account, Map<UUID, Long> seen) {
        UUID key = account.value();
        HeadWatcher watcher = new HeadWatcher(seen, closed -> forget(key, closed));
        watchers.compute(key, (_, known) -> {
            Set<HeadWatcher> all = known == null ? ConcurrentHashMap.newKeySet() : known;
            all.add(watcher);
            return all;
        });
        if (!running) {
            watcher.close();
        }
        newcomers.add(key);
        signal.release();
        return watcher;
    }

    private void forget(UUID account, HeadWatcher watcher) {
        watchers.computeIfPresent(account, (_, known) -> {
            known.remove(watcher);
            return known.isEmpty() ? null : known;
        });
    }

    /** Says that a commit moved the head of a space. Never blocks. */
    void touched(UUID space) {
        if (!watchers.isEmpty()) {
            touched.add(space);
            signal.release();
        }
    }

    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().daemon().name("feed-heads").start(this::run);
    }

    private void run() {
        long polled = System.nanoTime();
        while (running) {
            try {
                if (signal.tryAcquire(polled + POLL_NANOS - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    signal.drainPermits();
                }
                if (System.nanoTime() - polled >= POLL_NANOS) {
                    polled = System.nanoTime();
                    look(watchers.keySet(), Set.of());
                } else {
                    look(take(newcomers), take(touched));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("cannot look for changes, trying again", e);
            }
        }
    }

    private static Set<UUID> take(Set<UUID> all) {
        Set<UUID> taken = new HashSet<>(all);
        all.removeAll(taken);
        return taken;
    }

    private void look(Set<UUID> accounts, Set<UUID> spaces) {
        if (accounts.isEmpty() && spaces.isEmpty()) {
            return;
        }
        jdbc.sql("""
                SELECT owner, space_id, head FROM sync.space
                WHERE owner = ANY (?) OR space_id = ANY (?) AND owner IS NOT NULL
                """)
                .params(accounts.toArray(UUID[]::new), spaces.toArray(UUID[]::new))
                .query((row, _) -> new Head(
                        row.getObject("owner", UUID.class), row.getObject("space_id", UUID.class), row.getLong("head")))
                .list()
                .forEach(head -> watchers.getOrDefault(head.owner(), Set.of())
                        .forEach(watcher -> watcher.headIs(head.space(), head.seq())));
    }

    private record Head(UUID owner, UUID space, long seq) {}

    @Override
    public void stop() {
        running = false;
        signal.release();
        watchers.values().forEach(known -> known.forEach(HeadWatcher::close));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops before the web server, which waits for the requests that wait here. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
