package dev.strata.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * An empty PostgreSQL database for one test.
 *
 * <p>All databases of a JVM live on one server, started by the first of them. It is durable as in production: a test
 * that measures or kills would prove nothing on a server that does not wait for the disk.
 */
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final TestServer server;
    private final String name;

    private TestDatabase(TestServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /** Creates a database that nobody else has, on the server of this JVM. */
    public static TestDatabase fresh() {
        TestServer server = TestServer.shared();
        String name = "test_%d_%d".formatted(ProcessHandle.current().pid(), COUNTER.incrementAndGet());
        execute(server, "CREATE DATABASE " + name);
        return new TestDatabase(server, name);
    }

    public String url() {
        return server.url(name);
    }

    public String user() {
        return server.user();
    }

    public String password() {
        return server.password();
    }

    /** A new connection for each call of {@code getConnection}; it holds none of its own. */
    public DataSource dataSource() {
        return dataSource(server, name);
    }

    /** Drops the database, whoever is still connected to it. */
    @Override
    public void close() {
        execute(server, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    private static void execute(TestServer server, String sql) {
        try (Connection connection = dataSource(server, "postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("could not " + sql, e);
        }
    }

    static DataSource dataSource(TestServer server, String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(server.url(database));
        source.setUser(server.user());
        source.setPassword(server.password());
        return source;
    }
}
