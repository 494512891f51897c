package dev.strata.storage.gc;

import dev.strata.storage.gc.CollectionReport.State;
import dev.strata.storage.lock.StorageLock;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets one process at a time collect. Its connection has the marks, too, in tables that go with it. */
final class CollectionLock implements AutoCloseable {
    private static final String WORK = "collection";

    private final StorageLock lock;

    private CollectionLock(StorageLock lock) {
        this.lock = lock;
    }

    /** Empty if somebody has it. */
    static Optional<CollectionLock> take(DataSource dataSource) {
        return StorageLock.take(dataSource, WORK).map(CollectionLock::new);
    }

    /** Statements on its connection. */
    JdbcTemplate jdbc() {
        return lock.jdbc();
    }

    /** Fails if the connection is lost, because then anybody may take the lock. */
    void demandHeld() {
        if (!lock.isHeld()) {
            throw new CollectionEnded(State.INTERRUPTED, "The connection to the database was lost.");
        }
    }

    /** Whether any process has it. */
    static boolean isTaken(JdbcClient jdbc) {
        return StorageLock.isTaken(jdbc, WORK);
    }

    @Override
    public void close() {
        lock.close();
    }
}
