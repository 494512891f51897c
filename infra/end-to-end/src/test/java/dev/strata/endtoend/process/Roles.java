package dev.strata.endtoend.process;

import dev.strata.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The database roles of the sides, made by the scripts in {@code infra/database}. */
final class Roles {
    private static final Path SCRIPTS = Path.of("..", "database");

    private final TestDatabase database;

    Roles(TestDatabase database) {
        this.database = database;
    }

    /** In a database where nothing is. */
    void make() {
        run("roles.sql");
        for (String side : new String[] {"command", "query", "storage", "sync"}) {
            execute("ALTER ROLE strata_%s PASSWORD '%s'".formatted(side, database.password()));
        }
    }

    /** Once the command side has made the log. */
    void grant() {
        run("grants.sql");
    }

    private void run(String script) {
        try {
            execute(Files.readString(SCRIPTS.resolve(script)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void execute(String sql) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("could not " + sql, e);
        }
    }
}
