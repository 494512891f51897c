package dev.strata.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.standalone.home.DataDirectory;
import dev.strata.standalone.home.StartRefused;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
    private static final Duration START_WITHIN = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @Test
    void killedProcessLosesNothingAndTheNextOneStarts() throws Exception {
        for (int round = 1; round <= 3; round++) {
            long acknowledged = killAfterAcknowledging(50L * round);
            long start = System.nanoTime();
            try (DataDirectory home = DataDirectory.open(folder);
                    EmbeddedDatabase database = EmbeddedDatabase.start(home, _ -> {})) {
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(START_WITHIN);
                assertThat(Long.parseLong(Sql.answer(database.dataSource(), "SELECT max(id) FROM kept")))
                        .isGreaterThanOrEqualTo(acknowledged);
            }
        }
    }

    @Test
    void serverKilledAsWellIsRecovered() throws Exception {
        long acknowledged = killAfterAcknowledging(50);
        ProcessHandle.of(postmaster()).orElseThrow().destroyForcibly();
        try (DataDirectory home = DataDirectory.open(folder);
                EmbeddedDatabase database = EmbeddedDatabase.start(home, _ -> {})) {
            assertThat(Long.parseLong(Sql.answer(database.dataSource(), "SELECT max(id) FROM kept")))
                    .isGreaterThanOrEqualTo(acknowledged);
        }
    }

    @Test
    void creationCutShortIsDoneAgain() throws Exception {
        Path unfinished = Files.createDirectories(folder.resolve("postgres.new/base"));
        Files.createFile(folder.resolve("lock"));
        Files.writeString(unfinished.resolve("1"), "half a file");

        try (DataDirectory home = DataDirectory.open(folder);
                EmbeddedDatabase database = EmbeddedDatabase.start(home, _ -> {})) {
            assertThat(Sql.answer(database.dataSource(), "SELECT 1")).isEqualTo("1");
        }
        assertThat(folder.resolve("postgres.new")).doesNotExist();
    }

    @Test
    void livingProcessKeepsItsHome() throws Exception {
        Process other = start();
        try (BufferedReader output = other.inputReader()) {
            assertThat(output.readLine()).isEqualTo("1");

            assertThatThrownBy(() -> DataDirectory.open(folder))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("in use by process " + other.pid());
        } finally {
            other.destroyForcibly().waitFor();
        }
        try (DataDirectory home = DataDirectory.open(folder)) {
            EmbeddedDatabase.start(home, _ -> {}).close();
        }
    }

    private long killAfterAcknowledging(long count) throws IOException, InterruptedException {
        Process process = start();
        try (BufferedReader output = process.inputReader()) {
            String last = "0";
            for (long line = 0; line < count; line++) {
                last = output.readLine();
                assertThat(last).as("a committed row").isNotNull();
            }
            process.destroyForcibly().waitFor();
            return Long.parseLong(last);
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledProcess.class.getName(),
                        folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private long postmaster() throws IOException {
        return Long.parseLong(
                Files.readAllLines(folder.resolve("postgres/postmaster.pid")).getFirst());
    }
}
