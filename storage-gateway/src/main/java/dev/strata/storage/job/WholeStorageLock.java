package dev.strata.storage.job;

import dev.strata.platform.database.ProcessLock;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lets one process at a time work on the whole storage: collect garbage, or run a job. Its connection has the marks, too,
 * in tables that go with it.
 */
public final class WholeStorageLock implements AutoCloseable {
    /** What all locks of the storage have in common. */
    public static final String AREA = "strata.storage";

    private static final String WORK = "collection";
    private static final long ENDING_NANOS = 2_000_000_000;

    private final ProcessLock lock;

    private WholeStorageLock(ProcessLock lock) {
        this.lock = lock;
    }

    /** Empty if somebody has it and goes on. One who says that he has ended gives it back in no time. */
    public static Optional<WholeStorageLock> takeSoon(DataSource dataSource, JdbcClient jdbc) {
        long deadline = System.nanoTime() + ENDING_NANOS;
        Optional<WholeStorageLock> lock = take(dataSource);
        while (lock.isEmpty() && !isAnybodyRunning(jdbc) && System.nanoTime() < deadline) {
            lock = take(dataSource);
        }
        return lock;
    }

    private static boolean isAnybodyRunning(JdbcClient jdbc) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM storage.collection WHERE state = 'running')
                            OR EXISTS (SELECT FROM storage.job WHERE state = 'running')""").query((row, _) -> row.getBoolean(1)).single();
    }

    /** Empty if somebody has it. Whoever takes it says that what is called running does not run. */
    public static Optional<WholeStorageLock> take(DataSource dataSource) {
        return ProcessLock.take(dataSource, AREA, WORK).map(lock -> {
            try {
                lock.jdbc().update("UPDATE storage.collection SET state = 'interrupted' WHERE state = 'running'");
                lock.jdbc().update("UPDATE storage.job SET state = 'interrupted' WHERE state = 'running'");
                return new WholeStorageLock(lock);
            } catch (RuntimeException e) {
                lock.close();
                throw e;
            }
        });
    }

    /** Statements on its connection. */
    public JdbcTemplate jdbc() {
        return lock.jdbc();
    }

    /** False if the connection is lost, because then anybody may take the lock. */
    public boolean isHeld() {
        return lock.isHeld();
    }

    /** Whether any process has it. */
    public static boolean isTaken(JdbcClient jdbc) {
        return ProcessLock.isTaken(jdbc, AREA, WORK);
    }

    @Override
    public void close() {
        lock.close();
    }
}
