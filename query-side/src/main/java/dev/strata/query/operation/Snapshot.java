package dev.strata.query.operation;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The database as it was at one moment, for as long as it takes to look at it. */
final class Snapshot implements AutoCloseable {
    private final Connection connection;

    private Snapshot(Connection connection) {
        this.connection = connection;
    }

    /** As it is now. */
    static Snapshot of(DataSource dataSource) {
        try {
            Connection connection = dataSource.getConnection();
            try {
                begin(connection);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            return new Snapshot(connection);
        } catch (SQLException e) {
            throw new CannotGetJdbcConnectionException("no snapshot to compare in", e);
        }
    }

    private static void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            statement.execute("SELECT 1"); // The first query is the moment.
        }
    }

    JdbcClient jdbc() {
        return JdbcClient.create(new SingleConnectionDataSource(connection, true));
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
