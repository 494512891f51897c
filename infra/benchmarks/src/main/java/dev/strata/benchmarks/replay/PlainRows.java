package dev.strata.benchmarks.replay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;

/** The limit: the rows of a projection by JDBC batches of 1,000, a transaction each, into copies of its tables. */
final class PlainRows {
    private static final int BATCH = 1_000;

    private final DataSource pool;
    private long rows;
    private long nanos;

    PlainRows(DataSource pool) {
        this.pool = pool;
    }

    /** The time that writing took; reading what to write is not counted. */
    double insert(List<String> tables) throws SQLException {
        rows = 0;
        nanos = 0;
        for (String table : tables) {
            insert(table);
        }
        return nanos / 1e9;
    }

    /** How many there were, the last time. */
    long rows() {
        return rows;
    }

    private void insert(String table) throws SQLException {
        try (Connection reader = pool.getConnection();
                Connection writer = pool.getConnection();
                Statement statement = writer.createStatement()) {
            statement.execute("""
                    DROP SCHEMA IF EXISTS plain CASCADE;
                    CREATE SCHEMA plain;
                    CREATE TABLE plain.%1$s (LIKE query.%1$s INCLUDING ALL)""".formatted(table));
            reader.setAutoCommit(false);
            writer.setAutoCommit(false);
            copy(reader, writer, table);
            reader.rollback();
            writer.commit();
            check(writer, table);
            writer.commit();
        }
    }

    private void copy(Connection reader, Connection writer, String table) throws SQLException {
        try (Statement select = reader.createStatement()) {
            select.setFetchSize(BATCH);
            try (ResultSet row = select.executeQuery("SELECT * FROM query." + table)) {
                int columns = row.getMetaData().getColumnCount();
                try (PreparedStatement insert = writer.prepareStatement("INSERT INTO plain.%s VALUES (%s)"
                        .formatted(table, String.join(", ", Collections.nCopies(columns, "?"))))) {
                    copy(row, columns, insert);
                }
            }
        }
    }

    private void copy(ResultSet row, int columns, PreparedStatement insert) throws SQLException {
        List<Object[]> batch = new ArrayList<>();
        boolean more = true;
        while (more) {
            more = row.next();
            if (more) {
                Object[] values = new Object[columns];
                for (int i = 0; i < columns; i++) {
                    values[i] = row.getObject(i + 1);
                }
                batch.add(values);
            }
            if (batch.size() == BATCH || !more) {
                write(batch, insert);
                batch.clear();
            }
        }
    }

    private void write(List<Object[]> batch, PreparedStatement insert) throws SQLException {
        long begin = System.nanoTime();
        for (Object[] values : batch) {
            for (int i = 0; i < values.length; i++) {
                insert.setObject(i + 1, values[i]);
            }
            insert.addBatch();
        }
        insert.executeBatch();
        insert.getConnection().commit();
        nanos += System.nanoTime() - begin;
        rows += batch.size();
    }

    private static void check(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT (SELECT count(*) FROM query.%1$s) - (SELECT count(*) FROM plain.%1$s)"
                                .formatted(table))) {
            if (!row.next() || row.getLong(1) != 0) {
                throw new IllegalStateException("not all rows of " + table);
            }
        }
    }
}
