package dev.strata.endtoend.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The projections of the query side, each with its tables, that can be thrown away and built again from the log. */
enum Projection {
    NODE("node", "node_place", "node_state_past"),
    VERSION_HISTORY("version_history"),
    SHARING("sharing_account", "sharing_grant"),
    STAR("star"),
    CONFLICT("conflict"),
    AUDIT_TRAIL("audit_trail");

    private static final int LINE_WITH_PORT = 3;

    private final List<String> tables;

    Projection(String... tables) {
        this.tables = List.of(tables);
    }

    static Projection of(int number) {
        return values()[number % values().length];
    }

    /** As operators call it. */
    String text() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** Empties it, in the database of a product that does not run; it begins from zero when that is started. */
    void reset(Path home) {
        String group = text();
        try (Connection connection = connect(home);
                Statement statement = connection.createStatement()) {
            for (String table : tables) {
                statement.executeUpdate("TRUNCATE query." + table);
            }
            int tokens = statement.executeUpdate(
                    "DELETE FROM query.token_entry WHERE processor_name = '%s'".formatted(group));
            if (tokens == 0) {
                throw new IllegalStateException("there is no projection " + group);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not reset " + group, e);
        }
    }

    private static Connection connect(Path home) throws SQLException {
        try {
            String port = Files.readAllLines(home.resolve("postgres").resolve("postmaster.pid"))
                    .get(LINE_WITH_PORT);
            String password = Files.readString(home.resolve("keys").resolve("postgres.password"))
                    .strip();
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:%s/strata".formatted(port.strip()), "strata", password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
