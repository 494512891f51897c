package dev.strata.storage.pack.azure;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * An Azure to test against: an account named by the environment, or the azurite-blob program of this machine, run on a
 * directory of the test.
 */
record Azurite(URI endpoint, String account, String key, String backing, Stop stop) implements AutoCloseable {
    private static final String NONE =
            "there is no Azurite: put azurite-blob on the PATH (npm install azurite), name it in"
                    + " STRATA_TEST_AZURITE, or set STRATA_TEST_AZURE_ENDPOINT, STRATA_TEST_AZURE_ACCOUNT and"
                    + " STRATA_TEST_AZURE_KEY";
    private static final String ACCOUNT = "stratatest";
    private static final String KEY =
            Base64.getEncoder().encodeToString("only for tests".getBytes(StandardCharsets.UTF_8));

    /** How a server that was started here is ended. */
    interface Stop {
        void run() throws IOException;
    }

    /** Says which one it is; where there is none, the test is skipped, and says so. */
    static Azurite start(Path directory, String test) throws IOException {
        Optional<Azurite> named = named();
        Optional<Azurite> found = named.isPresent() ? named : program(directory);
        System.out.println(found.map(azure -> test + " runs against " + azure.backing())
                .orElse(test + " did not run against Azurite: " + NONE));
        Assumptions.assumeTrue(found.isPresent(), NONE);
        return found.orElseThrow();
    }

    private static Optional<Azurite> named() {
        String endpoint = System.getenv("STRATA_TEST_AZURE_ENDPOINT");
        return endpoint == null
                ? Optional.empty()
                : Optional.of(new Azurite(
                        URI.create(endpoint),
                        System.getenv("STRATA_TEST_AZURE_ACCOUNT"),
                        System.getenv("STRATA_TEST_AZURE_KEY"),
                        "the account at " + endpoint,
                        () -> {}));
    }

    private static Optional<Azurite> program(Path directory) throws IOException {
        Stream<Path> named =
                Stream.ofNullable(System.getenv("STRATA_TEST_AZURITE")).map(Path::of);
        Stream<Path> path = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(bin -> Path.of(bin, "azurite-blob"));
        Optional<Path> program =
                Stream.concat(named, path).filter(Files::isExecutable).findFirst();
        return program.isEmpty() ? Optional.empty() : Optional.of(start(program.get(), directory));
    }

    private static Azurite start(Path program, Path directory) throws IOException {
        int port = freePort();
        Path log = directory.resolve("azurite.log");
        ProcessBuilder command = new ProcessBuilder(
                program.toString(),
                "--silent",
                "--disableTelemetry",
                "--skipApiVersionCheck",
                "--blobPort",
                String.valueOf(port),
                "--location",
                directory.toString());
        command.environment().put("AZURITE_ACCOUNTS", ACCOUNT + ":" + KEY);
        command.redirectErrorStream(true).redirectOutput(log.toFile());
        Process server = command.start();
        try {
            await().atMost(Duration.ofMinutes(1)).until(() -> !server.isAlive() || answers(port));
            if (!server.isAlive()) {
                throw new IOException("azurite-blob ended: " + Files.readString(log));
            }
        } catch (IOException | RuntimeException e) {
            server.destroyForcibly();
            throw e;
        }
        URI endpoint = URI.create("http://127.0.0.1:%d/%s".formatted(port, ACCOUNT));
        return new Azurite(endpoint, ACCOUNT, KEY, "Azurite by the program " + program, () -> stop(server));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void stop(Process server) throws IOException {
        server.destroy();
        try {
            if (!server.waitFor(20, TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            server.destroyForcibly();
            throw new InterruptedIOException("interrupted while azurite-blob was stopping");
        }
    }

    /** As the configuration would say it: with the defaults of {@link AzureSettings}, and a container of its own. */
    AzureSettings settings(Map<String, String> changes) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "endpoint",
                endpoint.toString(),
                "container",
                "strata-" + UUID.randomUUID(),
                "account",
                account,
                "account-key",
                key,
                "prefix",
                "of-tests",
                "create-container",
                "true"));
        properties.putAll(changes);
        Map<String, String> prefixed = new HashMap<>();
        properties.forEach((name, value) -> prefixed.put("azure." + name, value));
        return new Binder(new MapConfigurationPropertySource(prefixed))
                .bind("azure", AzureSettings.class)
                .get();
    }

    @Override
    public void close() throws IOException {
        stop.run();
    }
}
