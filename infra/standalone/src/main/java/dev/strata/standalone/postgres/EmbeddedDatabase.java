package dev.strata.standalone.postgres;

import dev.strata.standalone.home.DataDirectory;
import dev.strata.standalone.home.StartRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * The database of a standalone Strata: durable, on the loopback interface only, behind a password.
 *
 * <p>It registers no shutdown hook. Whoever opens it closes it, after everything that uses it.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private final PostgresServer server;
    private final DatabaseAddress address;

    private EmbeddedDatabase(PostgresServer server, DatabaseAddress address) {
        this.server = server;
        this.address = address;
    }

    /**
     * Starts PostgreSQL, the first time after creating its files, after a crash once its orphaned server is stopped.
     *
     * @param progress hears, in plain words, of each step that takes time
     * @throws StartRefused when it does not start, or runs with settings that can lose acknowledged writes
     */
    public static EmbeddedDatabase start(DataDirectory home, Consumer<String> progress)
            throws IOException, InterruptedException {
        Path binaries = PostgresBinaries.unpack(home.cache(), () -> progress.accept("unpacking PostgreSQL"));
        PostgresPrograms programs = PostgresPrograms.in(binaries);
        Cluster cluster = new Cluster(home.postgres(), programs, PasswordFile.in(home.keys()));
        new Leftovers(home.cache(), home.postgres(), programs)
                .clear(() -> progress.accept("stopping the PostgreSQL that an earlier Strata left running"));
        if (!cluster.exists()) {
            progress.accept("creating the database");
            cluster.create();
        }
        progress.accept("starting PostgreSQL");
        PostgresServer server = new PostgresServer(home.postgres(), home.logs(), programs);
        String password = cluster.readPassword();
        DatabaseAddress address = new DatabaseAddress(server.start(), Cluster.USER, password);
        try {
            address.createDatabase();
            address.demandDurability();
        } catch (SQLException e) {
            server.stop();
            throw new StartRefused("PostgreSQL started and cannot be used: " + e.getMessage(), e);
        } catch (StartRefused e) {
            server.stop();
            throw e;
        }
        return new EmbeddedDatabase(server, address);
    }

    public String url() {
        return address.url(DatabaseAddress.DATABASE);
    }

    public String user() {
        return address.user();
    }

    public String password() {
        return address.password();
    }

    /** A new connection for each call of {@code getConnection}. */
    public DataSource dataSource() {
        return address.dataSource(DatabaseAddress.DATABASE);
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL was stopping", e);
        }
    }
}
