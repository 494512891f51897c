package dev.strata.benchmarks.product;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A JVM of its own, started like the launcher starts Strata. */
public final class JavaProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int OK = 200;
    private static final long PAUSE_MILLIS = 100;

    private final Process process;
    private final Path output;
    private final String url;

    private JavaProcess(Process process, Path output, String url) {
        this.process = process;
        this.output = output;
        this.url = url;
    }

    static List<String> command(List<String> program, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-Daxoniq.update-checker.disabled=true",
                "-Ddisable-axoniq-console-message=true"));
        command.addAll(program);
        command.addAll(arguments);
        return command;
    }

    private static List<String> ownProgram() {
        String classPath = System.getProperty("java.class.path");
        return classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator)
                ? List.of("-jar", classPath)
                : List.of("-cp", classPath, "dev.strata.benchmarks.Benchmarks");
    }

    /**
     * What the launcher has built, with what it learnt at its rehearsal; without a launcher the benchmarks' own jar.
     *
     * @param cache the name of what it learnt
     */
    static List<String> launchedProgram(String cache) throws IOException {
        String program = System.getProperty("strata.program");
        if (program == null) {
            List<String> own = new ArrayList<>(ownProgram());
            own.add("strata");
            return own;
        }
        Path folder = Path.of(program).toRealPath();
        List<String> options = new ArrayList<>();
        Path learnt = folder.resolve(cache);
        if (Files.exists(learnt)) {
            options.add("-XX:AOTCache=" + learnt);
        }
        options.addAll(List.of("-jar", folder.resolve("strata.jar").toString()));
        return options;
    }

    /** Returns when it is healthy. */
    private static JavaProcess start(
            Path output, Map<String, String> environment, int port, List<String> program, List<String> arguments)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command(program, arguments))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        JavaProcess started = new JavaProcess(builder.start(), output, "http://127.0.0.1:" + port);
        try {
            started.process.getOutputStream().close();
            started.awaitHealth();
            return started;
        } catch (IOException | RuntimeException | InterruptedException e) {
            started.close();
            throw e;
        }
    }

    private void awaitHealth() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isHealthy()) {
            demandAlive();
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not healthy after " + PATIENCE + ":\n" + Files.readString(output));
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private boolean isHealthy() throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/actuator/health")).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException _) {
            return false;
        }
    }

    public String url() {
        return url;
    }

    /** The query side on a database whose log another process writes. The password travels in the environment. */
    public static JavaProcess querySide(Database database, Path folder) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>();
        database.properties()
                .forEach((name, value) ->
                        environment.put(name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        int port = Application.freePort();
        return start(
                folder.resolve("query-side.out"),
                environment,
                port,
                ownProgram(),
                List.of("query-side", "--server.port=" + port, "--strata.keys-dir=" + folder.resolve("keys")));
    }

    /** Strata as {@code ./strata serve} runs it. */
    public static JavaProcess standalone(Path folder) throws IOException, InterruptedException {
        return standalone(folder, Map.of());
    }

    /** @param environment settings of its own */
    @SuppressWarnings("MissingSummary")
    public static JavaProcess standalone(Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        int port = Application.freePort();
        String home = folder.resolve("home").toString();
        return start(
                folder.resolve("serve.out"),
                environment,
                port,
                launchedProgram("strata.aot"),
                List.of("serve", "--home", home, "--port", Integer.toString(port), "--sign-up", "open"));
    }

    /** What it holds of the memory, without that of its database; -1 where the system does not say. */
    public long residentBytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return -1;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(kib -> Long.parseLong(kib) << 10)
                    .findFirst()
                    .orElse(-1);
        }
    }

    /** Throws what it wrote if it has ended. */
    public void demandAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "ended with %d:%n%s".formatted(process.exitValue(), Files.readString(output)));
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
