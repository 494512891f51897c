package dev.strata.storage.gc;

import dev.strata.storage.gc.CollectionReport.State;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Lets one process at a time collect. The database gives it free when the process is gone, however it went. Its
 * connection has the marks, too, in tables that go with it.
 */
final class CollectionLock implements AutoCloseable {
    private static final int VALID_SECONDS = 5;
    private static final String KEYS = "hashtext('strata.storage'), hashtext('collection')";

    private final Connection connection;

    private CollectionLock(Connection connection) {
        this.connection = connection;
    }

    /** Empty if somebody has it. */
    static Optional<CollectionLock> take(DataSource dataSource) {
        try {
            Connection connection = dataSource.getConnection();
            CollectionLock lock = new CollectionLock(connection);
            boolean taken = false;
            try {
                taken = lock.call("pg_try_advisory_lock");
            } finally {
                if (!taken) {
                    connection.close();
                }
            }
            return taken ? Optional.of(lock) : Optional.empty();
        } catch (SQLException e) {
            throw new CannotGetJdbcConnectionException("no lock for a collection", e);
        }
    }

    /** Statements on its connection. */
    JdbcTemplate jdbc() {
        return new JdbcTemplate(new SingleConnectionDataSource(connection, true));
    }

    /** Fails if the connection is lost, because then anybody may take the lock. */
    void demandHeld() {
        try {
            if (connection.isValid(VALID_SECONDS)) {
                return;
            }
        } catch (SQLException e) {
            throw new CannotGetJdbcConnectionException("the lock of a collection cannot be looked at", e);
        }
        throw new CollectionEnded(State.INTERRUPTED, "The connection to the database was lost.");
    }

    /** Whether any process has it. */
    static boolean isTaken(JdbcClient jdbc) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM pg_locks
                         WHERE locktype = 'advisory' AND objsubid = 2
                           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                           AND classid::bigint = (hashtext('strata.storage')::bigint & 4294967295)
                           AND objid::bigint = (hashtext('collection')::bigint & 4294967295))""").query((row, _) -> row.getBoolean(1)).single();
    }

    private boolean call(String function) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT %s(%s)".formatted(function, KEYS))) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Through the pool the connection lives on, so the lock is given back by hand. */
    @Override
    public void close() {
        try (connection) {
            call("pg_advisory_unlock");
        } catch (SQLException e) {
            throw new CannotGetJdbcConnectionException("the lock of a collection cannot be given back", e);
        }
    }
}
