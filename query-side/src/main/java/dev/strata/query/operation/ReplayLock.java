package dev.strata.query.operation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lets one process at a time replay a projection. The database gives it free when the process is gone, however it went.
 */
final class ReplayLock implements AutoCloseable {
    private static final int VALID_SECONDS = 5;
    private static final String KEYS = "hashtext('replay'), hashtext(?)";

    private final Connection connection;
    private final String projection;

    private ReplayLock(Connection connection, String projection) {
        this.connection = connection;
        this.projection = projection;
    }

    /** Empty if somebody has it. */
    static Optional<ReplayLock> take(DataSource dataSource, String projection) {
        try {
            Connection connection = dataSource.getConnection();
            ReplayLock lock = new ReplayLock(connection, projection);
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
            throw new CannotGetJdbcConnectionException("no lock for a replay", e);
        }
    }

    /** Fails if the connection that holds it is lost, because then anybody may take it. */
    void demandHeld() {
        try {
            if (connection.isValid(VALID_SECONDS)) {
                return;
            }
        } catch (SQLException e) {
            throw new CannotGetJdbcConnectionException("the lock of a replay cannot be looked at", e);
        }
        throw new ReplayFailed("The connection to the database that kept others from the same replay was lost.");
    }

    private boolean call(String function) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT %s(%s)".formatted(function, KEYS))) {
            statement.setString(1, projection);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Whether any process has it. */
    static boolean isTaken(JdbcClient jdbc, String projection) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM pg_locks
                         WHERE locktype = 'advisory' AND objsubid = 2
                           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                           AND classid::bigint = (hashtext('replay')::bigint & 4294967295)
                           AND objid::bigint = (hashtext(?)::bigint & 4294967295))""")
                .param(projection)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** Through the pool the connection lives on, so the lock is given back by hand. */
    @Override
    public void close() {
        try (connection) {
            call("pg_advisory_unlock");
        } catch (SQLException e) {
            throw new CannotGetJdbcConnectionException("the lock of a replay cannot be given back", e);
        }
    }
}
