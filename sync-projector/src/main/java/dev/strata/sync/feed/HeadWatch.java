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
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells whoever waits that a space of his account, or what was shared with it, has moved. One thread asks the database for all of them: at once when
 * the projection of this process has committed, and a few times a second for what another process projected.
 */
@Component
public class HeadWatch implements SmartLifecycle {
    /** Stops before the web server, which waits for the requests that wait here. */
    public static final int PHASE = Integer.MAX_VALUE;

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
     * Watches the spaces and shares of an account until the watcher is closed.
     *
     * @param seen how far each has been read; anything beyond counts as moved
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

    /** Says that what this transaction commits moves the head of a space, or of a share. Never blocks. */
    void touchedAfterCommit(UUID feed) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                if (!watchers.isEmpty()) {
                    touched.add(feed);
                    signal.release();
                }
            }
        });
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

    private void look(Set<UUID> accounts, Set<UUID> feeds) {
        if (accounts.isEmpty() && feeds.isEmpty()) {
            return;
        }
        jdbc.sql("""
                SELECT owner, space_id AS feed, head FROM sync.space
                WHERE owner = ANY (:accounts) OR space_id = ANY (:feeds) AND owner IS NOT NULL
                UNION ALL
                SELECT home.owner, share.root_id, share.seq
                FROM sync.space home
                JOIN sync.record mount ON mount.space_id = home.space_id AND mount.type = 'mount' AND NOT mount.deleted
                JOIN sync.share ON share.root_id = mount.node_id
                WHERE home.owner = ANY (:accounts)
                UNION ALL
                SELECT home.owner, share.root_id, share.seq
                FROM sync.share
                JOIN sync.record mount ON mount.node_id = share.root_id AND mount.type = 'mount' AND NOT mount.deleted
                JOIN sync.space home ON home.space_id = mount.space_id AND home.owner IS NOT NULL
                WHERE share.root_id = ANY (:feeds)
                """)
                .param("accounts", accounts.toArray(UUID[]::new))
                .param("feeds", feeds.toArray(UUID[]::new))
                .query((row, _) -> new Head(
                        row.getObject("owner", UUID.class), row.getObject("feed", UUID.class), row.getLong("head")))
                .list()
                .forEach(head -> watchers.getOrDefault(head.owner(), Set.of())
                        .forEach(watcher -> watcher.headIs(head.feed(), head.seq())));
    }

    private record Head(UUID owner, UUID feed, long seq) {}

    /** Releases all who wait. May be called again. */
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

    @Override
    public int getPhase() {
        return PHASE;
    }
}
