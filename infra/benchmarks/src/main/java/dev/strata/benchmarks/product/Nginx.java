package dev.strata.benchmarks.product;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** nginx as a WebDAV server of files, a peer that does nothing but take and give bytes. It does not force them to the disk. */
public final class Nginx implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long PAUSE_MILLIS = 50;

    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Returns when it listens; its files lie below the folder, on the disk that is measured. */
    public static Nginx start(Path folder) throws IOException, InterruptedException {
        int port = freePort();
        Path home = Files.createDirectories(folder.resolve("nginx"));
        Files.createDirectories(home.resolve("files"));
        Files.createDirectories(home.resolve("incoming"));
        Path configuration = Files.writeString(home.resolve("nginx.conf"), """
                daemon off;
                pid %1$s/pid;
                error_log %1$s/error.log;
                worker_processes 2;
                events { worker_connections 512; }
                http {
                    access_log off;
                    client_body_temp_path %1$s/incoming;
                    proxy_temp_path %1$s/unused;
                    fastcgi_temp_path %1$s/unused;
                    uwsgi_temp_path %1$s/unused;
                    scgi_temp_path %1$s/unused;
                    client_max_body_size 0;
                    keepalive_requests 1000000;
                    server {
                        listen 127.0.0.1:%2$d;
                        root %1$s/files;
                        dav_methods PUT DELETE;
                        create_full_put_path on;
                    }
                }
                """.formatted(home, port));
        // Its workers would give up root's rights to write into the folder otherwise.
        String user = ProcessHandle.current().info().user().orElse("root");
        Nginx nginx = new Nginx(
                new ProcessBuilder(
                                "nginx",
                                "-p",
                                home.toString(),
                                "-c",
                                configuration.toString(),
                                "-g",
                                user.equals("root") ? "user root;" : "")
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("output.log").toFile())
                        .start(),
                port);
        nginx.awaitListening();
        return nginx;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitListening() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    process.destroy();
                    throw new IOException("nginx does not listen", notYet);
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public String toString() {
        return "nginx";
    }
}
