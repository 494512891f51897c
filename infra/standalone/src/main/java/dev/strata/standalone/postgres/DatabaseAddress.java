package dev.strata.standalone.postgres;

import dev.strata.standalone.home.StartRefused;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Where the running server answers, and to whom. */
record DatabaseAddress(int port, String user, String password) {
    static final String DATABASE = "strata";

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    DataSource dataSource(String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url(database));
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    /** Creates the database of the product unless it is there. */
    void createDatabase() throws SQLException {
        try (Connection connection = dataSource("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            boolean exists;
            try (ResultSet row =
                    statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                exists = row.next();
            }
            if (!exists) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
        }
    }

    /** Asks the server itself, because its files can be edited, and its defaults differ from launcher to launcher. */
    void demandDurability() throws SQLException {
        try (Connection connection = dataSource(DATABASE).getConnection();
                Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> setting : ServerSettings.DURABILITY.entrySet()) {
                try (ResultSet row = statement.executeQuery("SHOW " + setting.getKey())) {
                    row.next();
                    demand(setting.getKey(), setting.getValue(), row.getString(1));
                }
            }
        }
    }

    private static void demand(String setting, String wanted, String found) {
        if (!wanted.equals(found)) {
            throw new StartRefused(
                    "PostgreSQL runs with %s=%s and could lose what it has acknowledged: remove that setting (postgresql.auto.conf, ALTER SYSTEM, ALTER ROLE or ALTER DATABASE)"
                            .formatted(setting, found));
        }
    }

    /** Without the password, which must not reach a log. */
    @Override
    public String toString() {
        return user + "@" + url(DATABASE);
    }
}
