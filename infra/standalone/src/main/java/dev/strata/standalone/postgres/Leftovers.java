package dev.strata.standalone.postgres;

import dev.strata.standalone.home.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Ends what a killed Strata has left running or lying about, so that the next one can start.
 *
 * <p>The caller holds the lock of the data directory: no live Strata owns these processes.
 */
record Leftovers(Path cache, Path cluster, PostgresPrograms programs) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Stops an orphaned server in good order; returns when none of its processes is left. */
    void clear(Runnable whenStopping) throws IOException, InterruptedException {
        if (!processes().isEmpty()) {
            whenStopping.run();
            stopServer();
            if (!Patience.until(PATIENCE, () -> processes().isEmpty())) {
                throw new StartRefused("an earlier PostgreSQL of %s does not end: kill its processes %s and start again"
                        .formatted(
                                cluster,
                                processes().stream().map(ProcessHandle::pid).toList()));
            }
        }
        setStalePidFileAside();
    }

    private void stopServer() throws IOException, InterruptedException {
        Optional<ProcessHandle> server = recordedProcess().filter(this::isOurs);
        if (server.isPresent()
                && !programs.run("pg_ctl", "stop", "-D", cluster.toString(), "-m", "fast", "-w", "-t", "20")
                        .succeeded()) {
            programs.run("pg_ctl", "stop", "-D", cluster.toString(), "-m", "immediate", "-w", "-t", "20");
        }
    }

    /**
     * After a crash of the machine, or in a new container, the number in the file can be that of a stranger, and
     * PostgreSQL would wait for the stranger. Whether the file can go is not guessed from the number: it is known that
     * no process of this cluster lives. A process of unknown program (one that has ended and was not reaped yet) is
     * left to PostgreSQL's own judgement.
     */
    private void setStalePidFileAside() throws IOException {
        boolean stranger = recordedProcess()
                .flatMap(process -> process.info().command())
                .filter(command -> !isPostgres(command))
                .isPresent();
        if (stranger) {
            Path file = pidFile();
            Files.move(file, file.resolveSibling(file.getFileName() + ".stale"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** All programs of this data directory run from its own cache, which tells them from any other PostgreSQL. */
    private List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses().filter(this::isOurs).toList();
    }

    private boolean isOurs(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.startsWith(cache + "/"))
                .isPresent();
    }

    private static boolean isPostgres(String command) {
        return command.endsWith("/postgres") || command.endsWith("/postgres (deleted)");
    }

    private Optional<ProcessHandle> recordedProcess() throws IOException {
        if (Files.notExists(pidFile())) {
            return Optional.empty();
        }
        try {
            return Files.readAllLines(pidFile()).stream()
                    .findFirst()
                    .map(line -> Long.parseLong(line.strip()))
                    .flatMap(ProcessHandle::of);
        } catch (NumberFormatException e) {
            return Optional.empty(); // Torn by a power failure; PostgreSQL reports such a file by its name.
        }
    }

    private Path pidFile() {
        return cluster.resolve("postmaster.pid");
    }
}
