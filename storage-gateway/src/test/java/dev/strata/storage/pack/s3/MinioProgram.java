package dev.strata.storage.pack.s3;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The minio program of this machine, run on a directory of the test. */
final class MinioProgram {
    private static final String USER = "strata-test";
    private static final String PASSWORD = "strata-test-only";

    private MinioProgram() {}

    static Optional<RealMinio> start(Path directory) throws IOException {
        Optional<Path> program = find();
        return program.isEmpty() ? Optional.empty() : Optional.of(start(program.get(), directory));
    }

    /** On the PATH, or where Go installs programs. */
    private static Optional<Path> find() {
        Stream<Path> path = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(Path::of);
        Path home = Path.of(System.getProperty("user.home"), "go");
        Path go = Stream.ofNullable(System.getenv("GOPATH"))
                .map(Path::of)
                .findFirst()
                .orElse(home);
        return Stream.concat(path, Stream.of(go.resolve("bin")))
                .map(bin -> bin.resolve("minio"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static RealMinio start(Path program, Path directory) throws IOException {
        int port = freePort();
        ProcessBuilder command = new ProcessBuilder(
                program.toString(),
                "server",
                "--quiet",
                "--address",
                "127.0.0.1:" + port,
                directory.resolve("data").toString());
        command.environment().put("MINIO_ROOT_USER", USER);
        command.environment().put("MINIO_ROOT_PASSWORD", PASSWORD);
        command.environment().put("MINIO_BROWSER", "off");
        command.redirectErrorStream(true);
        command.redirectOutput(directory.resolve("minio.log").toFile());
        Process server = command.start();
        URI endpoint = URI.create("http://127.0.0.1:" + port);
        try {
            await().atMost(Duration.ofMinutes(1)).until(() -> !server.isAlive() || isReady(endpoint));
            if (!server.isAlive()) {
                throw new IOException("minio ended: " + Files.readString(directory.resolve("minio.log")));
            }
            return new RealMinio(endpoint, USER, PASSWORD, version(program), () -> stop(server));
        } catch (IOException | RuntimeException e) {
            server.destroyForcibly();
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isReady(URI endpoint) throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(endpoint.resolve("/minio/health/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** A program that Go installed knows no release of its own, but Go knows the version that it installed. */
    private static String version(Path program) throws IOException {
        String own = output(program.toString(), "--version").lines().findFirst().orElse("minio");
        if (!own.contains("GOGET")) {
            return own + " by the program " + program.getFileName();
        }
        String module;
        try {
            module = output("go", "version", "-m", program.toString())
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith("mod"))
                    .map(line -> line.replaceAll("\\s+", " "))
                    .findFirst()
                    .orElse("");
        } catch (IOException noGo) {
            module = "";
        }
        return "%s (%s) by the program that Go installed".formatted(own, module);
    }

    private static String output(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void stop(Process server) throws IOException {
        server.destroy();
        try {
            if (!server.waitFor(20, TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            server.destroyForcibly();
            throw new InterruptedIOException("interrupted while minio was stopping");
        }
    }
}
