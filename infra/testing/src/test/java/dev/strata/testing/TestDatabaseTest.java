package dev.strata.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestDatabaseTest {
    @Test
    void freshDatabaseIsEmpty() throws SQLException {
        try (TestDatabase database = TestDatabase.fresh()) {
            assertThat(answer(database, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void databasesDoNotSeeOneAnother() throws SQLException {
        try (TestDatabase one = TestDatabase.fresh();
                TestDatabase other = TestDatabase.fresh()) {
            execute(one, "CREATE TABLE mine (id int)");

            assertThat(answer(other, "SELECT to_regclass('mine')")).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fsync", "synchronous_commit", "full_page_writes"})
    void serverWaitsForTheDisk(String setting) throws SQLException {
        try (TestDatabase database = TestDatabase.fresh()) {
            assertThat(answer(database, "SHOW " + setting)).isEqualTo("on");
        }
    }

    @Test
    void serverIsTheReleaseThatTheProductRunsOn() throws SQLException {
        try (TestDatabase database = TestDatabase.fresh()) {
            assertThat(answer(database, "SHOW server_version")).startsWith("18");
        }
    }

    @Test
    void closingDropsTheDatabaseInSpiteOfOpenConnections() throws SQLException {
        TestDatabase database = TestDatabase.fresh();
        try (Connection connection = database.dataSource().getConnection()) {
            database.close();

            assertThat(connection.isValid(5)).isFalse();
        }
        assertThatThrownBy(() -> database.dataSource().getConnection()).hasMessageContaining("does not exist");
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String answer(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
