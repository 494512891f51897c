package dev.strata.query.operation;

import dev.strata.platform.database.ProcessLock;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets one process at a time replay a projection. */
final class ReplayLock implements AutoCloseable {
    private static final String AREA = "replay";

    private final ProcessLock lock;

    private ReplayLock(ProcessLock lock) {
        this.lock = lock;
    }

    /** Empty if somebody has it. */
    static Optional<ReplayLock> take(DataSource dataSource, String projection) {
        return ProcessLock.take(dataSource, AREA, projection).map(ReplayLock::new);
    }

    /** Fails if the connection that holds it is lost, because then anybody may take it. */
    void demandHeld() {
        if (!lock.isHeld()) {
            throw new ReplayFailed("The connection to the database that kept others from the same replay was lost.");
        }
    }

    /** Whether any process has it. */
    static boolean isTaken(JdbcClient jdbc, String projection) {
        return ProcessLock.isTaken(jdbc, AREA, projection);
    }

    @Override
    public void close() {
        lock.close();
    }
}
