package dev.strata.benchmarks.product;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A folder, and the agent that keeps it in sync with a user's drive: {@code ./strata sync} as the launcher runs it. */
public final class SyncedFolder implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final long PAUSE_MILLIS = 50;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path root;
    private final String server;
    private final User user;
    private final Path output;
    private @Nullable Process agent;

    /** @param server where the agent finds the server, if not at the user's own address */
    @SuppressWarnings("MissingSummary")
    public SyncedFolder(Path root, String server, User user) {
        this.root = root;
        this.server = server;
        this.user = user;
        this.output = root.resolveSibling(root.getFileName() + ".out");
    }

    public SyncedFolder(Path root, User user) {
        this(root, user.url(), user);
    }

    public Path root() {
        return root;
    }

    private Process launch(List<String> arguments) throws IOException {
        List<String> program = new ArrayList<>(List.of("-XX:+UseSerialGC", "-Xlog:aot*=off"));
        program.addAll(JavaProcess.launchedProgram("client.aot"));
        ProcessBuilder builder = new ProcessBuilder(JavaProcess.command(program, arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .redirectInput(new File("/dev/null"));
        builder.environment().putAll(user.environment(server));
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder.start();
    }

    /** Until both sides are the same; answers how many seconds the whole process took. */
    public double syncOnce() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Process once = launch(List.of("sync", root.toString(), "--once"));
        agent = once;
        if (once.waitFor() != 0) {
            throw new IllegalStateException(
                    "strata sync ended with %d: %s".formatted(once.exitValue(), Files.readString(output)));
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Has an agent keep it in sync from now on. */
    public void start() throws IOException {
        agent = launch(List.of("sync", root.toString()));
    }

    /** Until the agent has found, in a round that ended after this moment, that both sides are the same. */
    public void awaitInSync(Instant after) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isInSync(after)) {
            if (agent == null || !agent.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("%s is not in sync: %s".formatted(root, Files.readString(output)));
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private boolean isInSync(Instant after) throws IOException {
        Path file = root.resolve(".strata").resolve("status.json");
        if (Files.notExists(file)) {
            return false;
        }
        JsonNode status = JSON.readTree(Files.readAllBytes(file));
        return status.path("state").asString().equals("in-sync")
                && Instant.parse(status.path("at").asString()).isAfter(after);
    }

    @Override
    public void close() {
        if (agent != null) {
            agent.destroy();
            agent.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        }
    }
}
