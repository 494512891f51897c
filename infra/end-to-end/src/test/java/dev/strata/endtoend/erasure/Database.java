package dev.strata.endtoend.erasure;

import dev.strata.testing.Await;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.postgresql.PGConnection;

/** The PostgreSQL of a product, seen as its operator sees it. */
final class Database implements AutoCloseable {
    private static final int LINE_WITH_PORT = 3;
    private static final Duration WAITING_WITHIN = Duration.ofSeconds(30);
    private static final String STATISTICS = "pg_stats";

    private final Connection connection;

    private Database(Connection connection) {
        this.connection = connection;
    }

    /** That of a data directory in use. */
    static Database in(Path home) {
        try {
            String port = Files.readAllLines(home.resolve("postgres").resolve("postmaster.pid"))
                    .get(LINE_WITH_PORT);
            String password = Files.readString(home.resolve("keys").resolve("postgres.password"))
                    .strip();
            return new Database(DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:%s/strata".formatted(port.strip()), "strata", password));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("no connection to the database in " + home, e);
        }
    }

    void update(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Keeps everybody else from writing to a table until this is closed. */
    void hold(String table) {
        update("BEGIN");
        update("LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE".formatted(table));
    }

    /** Waits until somebody waits for a table that is held. */
    void awaitWaiting(String table) {
        Await.until(
                WAITING_WITHIN,
                "somebody waits for " + table,
                () -> !texts("""
                        SELECT pid FROM pg_locks WHERE relation = CAST('%s' AS regclass) AND NOT granted""".formatted(table)).isEmpty());
    }

    /** The first column. */
    List<String> texts(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** All tables that the product has, in all of its schemas. */
    List<String> tables() {
        return texts("""
                SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables
                 WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
                 ORDER BY 1""");
    }

    /** What a dump would hold, and what binary columns mean as text, by table; and what the planner remembers of values. */
    Map<String, String> everything() {
        Map<String, String> everything = new TreeMap<>();
        for (String table : tables()) {
            everything.put(table, dump(table) + decoded(table));
        }
        everything.put(STATISTICS, String.join("\n", texts("""
                        SELECT CAST(s AS text) FROM pg_stats s
                         WHERE schemaname NOT IN ('pg_catalog', 'information_schema')""")));
        return everything;
    }

    /** The rows of the tables that are chosen, in an order of their own. */
    Map<String, List<String>> rows(Predicate<String> chosen) {
        Map<String, List<String>> rows = new TreeMap<>();
        tables().stream()
                .filter(chosen)
                .forEach(table -> rows.put(table, dump(table).lines().sorted().toList()));
        return rows;
    }

    private String dump(String table) {
        StringWriter text = new StringWriter();
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY %s TO STDOUT".formatted(table), text);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("could not dump " + table, e);
        }
        return text.toString();
    }

    private String decoded(String table) {
        StringBuilder text = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int column = 1; column <= columns; column++) {
                    if (rows.getMetaData().getColumnTypeName(column).equals("bytea") && rows.getBytes(column) != null) {
                        text.append(new String(rows.getBytes(column), StandardCharsets.UTF_8))
                                .append('\n');
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not read " + table, e);
        }
        return text.toString();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
