package dev.strata.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Something in the database that a replay has to wait for, until this is closed. */
final class Obstacle implements AutoCloseable {
    private final Connection connection;

    private Obstacle(RunningQuerySide side, String statement) throws SQLException {
        connection = side.bean(DataSource.class).getConnection();
        connection.setAutoCommit(false);
        try (Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    /** Keeps the first batch from being taken in. */
    static Obstacle toBuilding(RunningQuerySide side, String projection) throws SQLException {
        return new Obstacle(side, lock("query_shadow." + projection));
    }

    /** Keeps the processor busy, as it seems. */
    static Obstacle toComparing(RunningQuerySide side, String projection) throws SQLException {
        return new Obstacle(side, lock("query." + projection));
    }

    /** A reader who takes his time. */
    static Obstacle toSwapping(RunningQuerySide side, String table) throws SQLException {
        return new Obstacle(side, "SELECT count(*) FROM query." + table);
    }

    private static String lock(String projection) {
        return "SELECT pg_advisory_xact_lock(hashtext('projection'), hashtext('%s'))".formatted(projection);
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            connection.rollback();
        }
    }
}
