package dev.strata.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.standalone.home.DataDirectory;
import dev.strata.standalone.home.StartRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
    @TempDir
    private static Path folder;

    private static DataDirectory home;
    private static EmbeddedDatabase database;
    private static final List<String> PROGRESS = new ArrayList<>();

    @BeforeAll
    static void firstStart() throws Exception {
        home = DataDirectory.open(folder.resolve("home"));
        database = EmbeddedDatabase.start(home, PROGRESS::add);
        Sql.execute(database.dataSource(), "CREATE TABLE kept (id int)", "INSERT INTO kept VALUES (42)");
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
        home.close();
    }

    @Test
    void firstStartSaysWhatItDoes() {
        assertThat(PROGRESS).startsWith("unpacking PostgreSQL", "creating the database", "starting PostgreSQL");
    }

    @Test
    void waitsForTheDisk() throws SQLException {
        for (String setting : ServerSettings.DURABILITY.keySet()) {
            assertThat(Sql.answer(database.dataSource(), "SHOW " + setting)).isEqualTo("on");
        }
    }

    @Test
    void answersOnTheLoopbackInterfaceOnly() throws SQLException {
        assertThat(Sql.answer(database.dataSource(), "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(Sql.answer(database.dataSource(), "SHOW unix_socket_directories"))
                .isEmpty();
    }

    @Test
    void wrongPasswordIsRefused() {
        assertThatThrownBy(() -> DriverManager.getConnection(database.url(), database.user(), "guess"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void nobodyIsTrustedWithoutPassword() throws SQLException {
        assertThat(Sql.answer(
                        database.dataSource(),
                        "SELECT count(*) FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'"))
                .isEqualTo("0");
    }

    @Test
    void passwordIsItsOwnersOnly() throws Exception {
        Path file = home.keys().resolve("postgres.password");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file).strip())
                .isEqualTo(database.password())
                .hasSizeGreaterThan(40);
    }

    @Test
    void bringsTheExtensionsThatSearchNeeds() throws SQLException {
        assertThat(
                        Sql.answer(
                                database.dataSource(),
                                "SELECT count(*) FROM pg_available_extensions WHERE name IN ('pg_trgm', 'unaccent', 'btree_gin', 'ltree')"))
                .isEqualTo("4");
    }

    @Test
    void restartKeepsRows() throws Exception {
        database.close();
        database = EmbeddedDatabase.start(home, PROGRESS::add);

        assertThat(Sql.answer(database.dataSource(), "SELECT id FROM kept")).isEqualTo("42");
    }

    @Test
    void settingThatCouldLoseDataIsRefused() throws Exception {
        Sql.execute(database.dataSource(), "ALTER SYSTEM SET fsync = off");
        database.close();

        assertThatThrownBy(() -> EmbeddedDatabase.start(home, PROGRESS::add))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("fsync=off");

        Files.writeString(home.postgres().resolve("postgresql.auto.conf"), "");
        database = EmbeddedDatabase.start(home, PROGRESS::add);
    }

    @Test
    void pidFileThatNamesAStrangerIsSetAside() throws Exception {
        database.close();
        Files.writeString(
                home.postgres().resolve("postmaster.pid"),
                ProcessHandle.current().parent().orElseThrow().pid() + "\n" + home.postgres() + "\n");

        database = EmbeddedDatabase.start(home, PROGRESS::add);

        assertThat(ProcessHandle.current().parent().orElseThrow().isAlive()).isTrue();
        assertThat(Sql.answer(database.dataSource(), "SELECT id FROM kept")).isEqualTo("42");
    }

    @Test
    void lostPasswordIsNamed() throws Exception {
        database.close();
        Path file = home.keys().resolve("postgres.password");
        Path elsewhere = Files.move(file, folder.resolve("password"));

        assertThatThrownBy(() -> EmbeddedDatabase.start(home, PROGRESS::add))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(file.toString());

        Files.move(elsewhere, file);
        database = EmbeddedDatabase.start(home, PROGRESS::add);
    }
}
