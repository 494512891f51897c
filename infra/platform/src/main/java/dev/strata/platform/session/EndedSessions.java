package dev.strata.platform.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The sessions whose tokens are refused although they have not run out, from {@code log.ended_session}. A process knows
 * at once of those that it has ended itself, and within a second of all others; it asks nobody when a request comes.
 * While the database does not answer it goes on with what it knows.
 */
@Component
public class EndedSessions implements SmartLifecycle {
    /** The claim that names the session of a token: the family of refresh tokens that it came with. */
    public static final String CLAIM = "family";

    private static final Logger LOG = LoggerFactory.getLogger(EndedSessions.class);

    /** Longer than any token lasts: upload tokens last a day. */
    private static final Duration REMEMBERED = Duration.ofHours(26);

    private static final int LOOK_EVERY_MILLIS = 1_000;

    /** Rows are as old as the transaction that wrote them, and show when it commits. */
    private static final Duration OVERLAP = Duration.ofSeconds(30);

    /** Each so many looks at all of them, for the sake of transactions that took longer than that. */
    private static final int LOOKS_PER_WHOLE = 60;

    private final JdbcClient jdbc;
    private final Cache<String, Boolean> ended =
            Caffeine.newBuilder().expireAfterWrite(REMEMBERED).build();
    private final Semaphore stop = new Semaphore(0);
    private volatile @Nullable Thread thread;

    public EndedSessions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether tokens of this session are to be refused. */
    public boolean contains(String session) {
        return ended.getIfPresent(session) != null;
    }

    /** Ends sessions for all processes, once the transaction is committed. */
    public void add(Collection<UUID> sessions) {
        for (UUID session : sessions) {
            jdbc.sql("INSERT INTO log.ended_session (session_id, ended_at) VALUES (?, now()) ON CONFLICT DO NOTHING")
                    .param(session)
                    .update();
        }
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            remember(sessions);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                remember(sessions);
            }
        });
    }

    private void remember(Collection<UUID> sessions) {
        sessions.forEach(session -> ended.put(session.toString(), true));
    }

    /** Knows all that have ended before the first request can come. */
    @Override
    public void start() {
        learn(REMEMBERED);
        stop.drainPermits();
        thread = Thread.ofPlatform().daemon().name("ended-sessions").start(this::follow);
    }

    private void follow() {
        int looks = 0;
        try {
            while (!stop.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                looks++;
                look(looks % LOOKS_PER_WHOLE == 0);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(boolean whole) {
        try {
            learn(whole ? REMEMBERED : OVERLAP);
            if (whole) {
                forget();
            }
        } catch (RuntimeException e) {
            LOG.warn("cannot learn which sessions have ended, trying again: {}", e.getMessage());
        }
    }

    private void learn(Duration since) {
        List<UUID> found = jdbc.sql(
                        "SELECT session_id FROM log.ended_session WHERE ended_at > now() - make_interval(secs => ?)")
                .param(since.toSeconds())
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
        found.stream().filter(session -> !contains(session.toString())).forEach(session -> remember(List.of(session)));
    }

    private void forget() {
        jdbc.sql("DELETE FROM log.ended_session WHERE ended_at < now() - make_interval(secs => ?)")
                .param(REMEMBERED.toSeconds())
                .update();
    }

    @Override
    public void stop() {
        Thread following = thread;
        thread = null;
        stop.release();
        if (following != null) {
            try {
                following.join(2L * LOOK_EVERY_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Before requests are taken. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
