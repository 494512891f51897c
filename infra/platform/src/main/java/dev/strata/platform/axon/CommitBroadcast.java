package dev.strata.platform.axon;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Carries {@link CommitSignal}s between processes by PostgreSQL's LISTEN and NOTIFY. The notification is sent after the
 * commit, on a connection of its own and for many commits together: inside the appending transaction it would make
 * PostgreSQL serialise all commits. A lost one costs a poll interval and nothing else.
 */
@Component
@ConditionalOnBooleanProperty("strata.event-log.cross-process")
class CommitBroadcast implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(CommitBroadcast.class);
    private static final int WAIT_MILLIS = 500;

    private final DataSource dataSource;
    private final CommitSignal signal;
    private final Semaphore committed = new Semaphore(0);
    private volatile boolean running;

    /** The PostgreSQL process that sends our own notifications; 0 when there is none. */
    private volatile int notifier;

    private List<Thread> threads = List.of();

    CommitBroadcast(DataSource dataSource, CommitSignal signal) {
        this.dataSource = dataSource;
        this.signal = signal;
    }

    /** Tells the other processes, soon. Never blocks. */
    void announce() {
        if (committed.availablePermits() == 0) {
            committed.release();
        }
    }

    @Override
    public void start() {
        running = true;
        threads = List.of(
                Thread.ofPlatform().daemon().name("commit-notify").start(() -> keepConnected(this::notifyOthers)),
                Thread.ofPlatform().daemon().name("commit-listen").start(() -> keepConnected(this::listen)));
    }

    private interface Work {
        void run(Connection connection) throws SQLException, InterruptedException;
    }

    private void keepConnected(Work work) {
        while (running) {
            try (Connection connection = dataSource.getConnection()) {
                connection.setAutoCommit(true);
                work.run(connection);
            } catch (SQLException e) {
                if (running) {
                    LOG.warn("no connection for commit notifications, trying again: {}", e.getMessage());
                    pause();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void notifyOthers(Connection connection) throws SQLException, InterruptedException {
        notifier = connection.unwrap(PGConnection.class).getBackendPID();
        try (Statement statement = connection.createStatement()) {
            while (running) {
                if (committed.tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                    committed.drainPermits();
                    statement.execute("NOTIFY strata_log");
                }
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN strata_log");
        }
        PGConnection postgres = connection.unwrap(PGConnection.class);
        signal.raise();
        while (running) {
            PGNotification @Nullable [] notifications = postgres.getNotifications(WAIT_MILLIS);
            if (notifications != null && Arrays.stream(notifications).anyMatch(one -> one.getPID() != notifier)) {
                signal.raise();
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("UNLISTEN *");
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    @Override
    public void stop() {
        running = false;
        committed.release();
        threads.forEach(CommitBroadcast::awaitEnd);
    }

    /** The pool is closed next, and its connections with it. */
    private static void awaitEnd(Thread thread) {
        try {
            thread.join(2L * WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
