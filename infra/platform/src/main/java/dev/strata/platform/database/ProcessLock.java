package dev.strata.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Lets one process at a time do some work. The database gives it free when the process is gone, however it went. It has
 * a connection of its own.
 */
public final class ProcessLock implements AutoCloseable {
    private static final int VALID_SECONDS = 5;

    private final String area;
    private final String work;
    private final Connection connection;

    private ProcessLock(String area, String work, Connection connection) {
        this.area = area;
        this.work = work;
        this.connection = connection;
    }

    /**
     * Empty if somebody has it.
     *
     * @param area keeps works of the same name apart
     */
    public static Optional<ProcessLock> take(DataSource dataSource, String area, String work) {
        try {
            Connection connection = dataSource.getConnection();
            ProcessLock lock = new ProcessLock(area, work, connection);
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
            throw new CannotGetJdbcConnectionException("no lock for the " + work, e);
        }
    }

    /** Statements on its connection. */
    public JdbcTemplate jdbc() {
        return new JdbcTemplate(new SingleConnectionDataSource(connection, true));
    }

    /** False if the connection is lost, because then anybody may take the lock. */
    public boolean isHeld() {
        try {
            return connection.isValid(VALID_SECONDS);
        } catch (SQLException e) {
            throw new CannotGetJdbcConnectionException("the lock of the %s cannot be looked at".formatted(work), e);
        }
    }

    /** Whether any process has it. */
    public static boolean isTaken(JdbcClient jdbc, String area, String work) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM pg_locks
                         WHERE locktype = 'advisory' AND objsubid = 2
                           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                           AND classid::bigint = (hashtext(?)::bigint & 4294967295)
                           AND objid::bigint = (hashtext(?)::bigint & 4294967295))""")
                .params(area, work)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    private boolean call(String function) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT %s(hashtext(?), hashtext(?))".formatted(function))) {
            statement.setString(1, area);
            statement.setString(2, work);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Through the pool the connection lives on, so the lock is given back by hand. */
    @Override
    public void close() {
        try (connection) {
            call("pg_advisory_unlock");
        } catch (SQLException e) {
            throw new CannotGetJdbcConnectionException("the lock of the %s cannot be given back".formatted(work), e);
        }
    }
}
