package dev.strata.benchmarks.product;

import dev.strata.benchmarks.harness.Settings;
import dev.strata.standalone.home.DataDirectory;
import dev.strata.standalone.postgres.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The database that the product runs on: standalone's own, or a given one that is empty. */
public record Database(
        String url, @Nullable String user, @Nullable String password) {

    public static Database start(Settings settings, Stand stand) throws Exception {
        if (settings.databaseUrl() != null) {
            Database given = new Database(settings.databaseUrl(), null, System.getenv("PGPASSWORD"));
            given.demandEmpty();
            return given;
        }
        DataDirectory home = stand.start(() -> DataDirectory.open(stand.folder().resolve("database")));
        EmbeddedDatabase embedded = stand.start(() -> EmbeddedDatabase.start(home, _ -> {}));
        return new Database(embedded.url(), embedded.user(), embedded.password());
    }

    /** Never measure on somebody's data. */
    private void demandEmpty() throws SQLException {
        if (!"0".equals(ask("SELECT count(*) FROM pg_namespace WHERE nspname IN ('log', 'command', 'query')"))) {
            throw new IllegalArgumentException("this database holds a Strata already: give an empty one");
        }
    }

    /** Whether what it acknowledges would survive a power failure, in its own words. */
    public String settings() throws SQLException {
        return ask("""
                SELECT format('PostgreSQL %s, fsync=%s, synchronous_commit=%s, full_page_writes=%s, wal_sync_method=%s',
                              current_setting('server_version'), current_setting('fsync'),
                              current_setting('synchronous_commit'), current_setting('full_page_writes'),
                              current_setting('wal_sync_method'))""");
    }

    private String ask(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    /** As a deployment would set them. */
    Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>(Map.of("spring.datasource.url", url));
        if (user != null) {
            properties.put("spring.datasource.username", user);
        }
        if (password != null) {
            properties.put("spring.datasource.password", password);
        }
        return properties;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url;
    }
}
