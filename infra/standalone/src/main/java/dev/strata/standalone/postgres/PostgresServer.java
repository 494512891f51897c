package dev.strata.standalone.postgres;

import dev.strata.standalone.home.StartRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The server process: started apart from this one's terminal, so that Ctrl-C leaves it to us to stop it. */
record PostgresServer(Path cluster, Path logs, PostgresPrograms programs) {
    /** A killed server that its parent has not reaped yet still counts as running; that passes. */
    private static final Duration RETRY_FOR = Duration.ofSeconds(20);

    private static final Duration PAUSE = Duration.ofMillis(500);
    /** Generous, because after a crash the server first replays its log. */
    private static final String READY_WITHIN_SECONDS = "300";

    /** Returns the port on which the server answers. */
    int start() throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            int port = freePort();
            String complaint = tryStart(port);
            if (complaint.isEmpty()) {
                return port;
            }
            if (System.nanoTime() - start > RETRY_FOR.toNanos() || !passes(complaint)) {
                throw new StartRefused("PostgreSQL did not start: %s (its log: %s)".formatted(complaint, output()));
            }
            Thread.sleep(PAUSE);
        }
    }

    private String tryStart(int port) throws IOException, InterruptedException {
        new ServerSettings(port, logs).write(cluster);
        Files.deleteIfExists(output());
        PostgresPrograms.Outcome outcome = programs.run(
                "pg_ctl",
                "start",
                "-D",
                cluster.toString(),
                "-l",
                output().toString(),
                "-w",
                "-t",
                READY_WITHIN_SECONDS);
        if (outcome.succeeded()) {
            return "";
        }
        return PostgresLog.reason(Files.exists(output()) ? Files.readString(output()) : outcome.output());
    }

    private static boolean passes(String complaint) {
        return complaint.contains("lock file")
                || complaint.contains("Address already in use")
                || complaint.contains("shared memory block");
    }

    void stop() throws IOException, InterruptedException {
        PostgresPrograms.Outcome fast =
                programs.run("pg_ctl", "stop", "-D", cluster.toString(), "-m", "fast", "-w", "-t", "30");
        if (!fast.succeeded()) {
            PostgresPrograms.Outcome immediate =
                    programs.run("pg_ctl", "stop", "-D", cluster.toString(), "-m", "immediate", "-w", "-t", "30");
            if (!immediate.succeeded()) {
                throw new IOException("PostgreSQL did not stop: " + PostgresLog.reason(fast.output()));
            }
        }
    }

    /** Where the server writes until its own log is open. */
    private Path output() {
        return logs.resolve("postgres-start.log");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
