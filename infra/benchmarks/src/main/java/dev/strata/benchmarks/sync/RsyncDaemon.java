package dev.strata.benchmarks.sync;

import dev.strata.benchmarks.harness.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** rsync's own server on this machine, and the program that brings files to it and back. */
final class RsyncDaemon implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long PAUSE_MILLIS = 50;

    private final Process process;
    private final String url;

    private RsyncDaemon(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Returns when it listens. */
    static RsyncDaemon start(Path folder) throws IOException, InterruptedException {
        int port = freePort();
        Path home = Files.createDirectories(folder.resolve("rsync"));
        String user = ProcessHandle.current().info().user().orElse("nobody");
        // Only root can be somebody else, and would be.
        String identity = user.equals("root") ? "uid = root\ngid = root\n" : "";
        Path configuration = Files.writeString(home.resolve("rsyncd.conf"), """
                address = 127.0.0.1
                port = %d
                use chroot = no
                lock file = %2$s/lock
                log file = %2$s/log
                %3$s
                [files]
                path = %2$s/files
                read only = no
                """.formatted(port, home, identity));
        Files.createDirectories(home.resolve("files"));
        Process process = new ProcessBuilder("rsync", "--daemon", "--no-detach", "--config=" + configuration)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output.log").toFile())
                .start();
        RsyncDaemon daemon = new RsyncDaemon(process, "rsync://127.0.0.1:%d/files/".formatted(port));
        daemon.awaitListening(port);
        return daemon;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitListening(int port) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    process.destroy();
                    throw new IOException("rsync does not listen", notYet);
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
    }

    /** Answers how many seconds it took. */
    double send(Path folder, String name) throws IOException, InterruptedException {
        return run(folder + "/", url + name + "/");
    }

    double receive(String name, Path folder) throws IOException, InterruptedException {
        return run(url + name + "/", folder + "/");
    }

    private static double run(String from, String to) throws IOException, InterruptedException {
        return Program.run("rsync", "--archive", "--fsync", "--exclude=/.strata", from, to)
                .seconds();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
}
