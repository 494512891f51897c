package dev.strata.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Real Kafka brokers on this machine, each a process that can be killed. Whoever uses it has {@code kafka_2.13} on the
 * class path. The first broker is the controller, too.
 */
public final class TestKafka implements AutoCloseable {
    private static final String CLUSTER = "c3RyYXRhLXRlc3RzLWtma";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path directory;
    private final List<Broker> brokers;

    private TestKafka(Path directory, List<Broker> brokers) {
        this.directory = directory;
        this.brokers = brokers;
    }

    private static final class Broker {
        private final int port = freePort();
        private @Nullable Process process;
    }

    public static TestKafka start(int brokers) {
        try {
            TestKafka kafka = new TestKafka(
                    Files.createTempDirectory("strata-kafka"),
                    Stream.generate(Broker::new).limit(brokers).toList());
            try {
                kafka.start();
            } catch (IOException | RuntimeException | AssertionError e) {
                kafka.close();
                throw e;
            }
            return kafka;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start() throws IOException {
        int controller = freePort();
        for (int node = 1; node <= brokers.size(); node++) {
            configure(node, controller);
            launch(node);
        }
        for (int node = 1; node <= brokers.size(); node++) {
            awaitRunning(node);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void configure(int node, int controller) throws IOException {
        List<String> settings = new ArrayList<>(List.of(
                "node.id=" + node,
                "controller.quorum.voters=1@127.0.0.1:" + controller,
                "controller.listener.names=CONTROLLER",
                "listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
                "advertised.listeners=PLAINTEXT://127.0.0.1:" + broker(node).port,
                "log.dirs=" + directory.resolve("node" + node),
                "broker.session.timeout.ms=2000",
                "broker.heartbeat.interval.ms=500",
                "replica.lag.time.max.ms=3000",
                "offsets.topic.replication.factor=1",
                "log.cleaner.enable=false"));
        String listener = "PLAINTEXT://127.0.0.1:" + broker(node).port;
        settings.add(
                node == 1
                        ? "listeners=" + listener + ",CONTROLLER://127.0.0.1:" + controller
                        : "listeners=" + listener);
        settings.add(node == 1 ? "process.roles=broker,controller" : "process.roles=broker");
        Files.write(settingsOf(node), settings);
    }

    private Path settingsOf(int node) {
        return directory.resolve("node" + node + ".properties");
    }

    private Broker broker(int node) {
        return brokers.get(node - 1);
    }

    private void launch(int node) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path log = directory.resolve("node" + node + ".log");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                BrokerProcess.class.getName(),
                CLUSTER,
                settingsOf(node).toString());
        builder.environment().put("CLASSPATH", classPath);
        try {
            broker(node).process = builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitRunning(int node) {
        Await.until(PATIENCE, "broker %d answers".formatted(node), () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), broker(node).port), 1_000);
                return true;
            }
        });
    }

    /** {@code host:port} of each. */
    public String servers() {
        return brokers.stream().map(broker -> "127.0.0.1:" + broker.port).collect(Collectors.joining(","));
    }

    /** As {@code kill -9} does. */
    public void kill(int node) {
        Process process = broker(node).process;
        if (process != null) {
            process.destroyForcibly();
            Await.until(PATIENCE, "broker %d is gone".formatted(node), () -> !process.isAlive());
            broker(node).process = null;
        }
    }

    /** Starts those again that were killed, with what they had on disk. */
    public void restart(int... nodes) {
        for (int node : nodes) {
            launch(node);
        }
        for (int node : nodes) {
            awaitRunning(node);
        }
    }

    /** Has a broker do nothing, without closing its connections. */
    public void freeze(int node) {
        signal(node, "-STOP");
    }

    public void thaw(int node) {
        signal(node, "-CONT");
    }

    private void signal(int node, String signal) {
        Process process = broker(node).process;
        if (process == null) {
            throw new IllegalStateException("broker %d does not run".formatted(node));
        }
        try {
            int result = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (result != 0) {
                throw new IllegalStateException("kill %s answers %d".formatted(signal, result));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        for (int node = 1; node <= brokers.size(); node++) {
            kill(node);
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
