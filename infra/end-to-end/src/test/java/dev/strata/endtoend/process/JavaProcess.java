package dev.strata.endtoend.process;

import dev.strata.endtoend.http.Api;
import dev.strata.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** One of the packaged jars, running in a JVM of its own of the kind that runs the tests; its output is kept in a file. */
public final class JavaProcess {
    private static final Set<JavaProcess> RUNNING = ConcurrentHashMap.newKeySet();
    private static final Duration READY_WITHIN = Duration.ofMinutes(5);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(60);

    private final Path output;
    private final Process process;

    private JavaProcess(Path output, Process process) {
        this.output = output;
        this.process = process;
    }

    /**
     * Starts it, and does not wait.
     *
     * @param folder where it works, and where its output goes; it must lie in the {@link Workplace}
     */
    public static JavaProcess start(
            Jar jar, Path folder, List<String> options, Map<String, String> environment, List<String> arguments) {
        Program program = Program.of(jar);
        List<String> command = new ArrayList<>();
        command.add(Program.java());
        command.addAll(program.options());
        command.addAll(options);
        command.addAll(List.of(
                "-Djava.io.tmpdir=" + folder + "/", "-jar", program.jar().toString()));
        command.addAll(arguments);
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        try {
            JavaProcess started = new JavaProcess(output, builder.start());
            RUNNING.add(started);
            started.process.onExit().thenRun(() -> RUNNING.remove(started));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("could not start " + command, e);
        }
    }

    static Set<JavaProcess> running() {
        return Set.copyOf(RUNNING);
    }

    /** Waits until it takes requests. */
    public void awaitReady(URI url) {
        awaitReady(Api.at(url));
    }

    /** The same for one that is asked in a way of its own. */
    void awaitReady(Api api) {
        try {
            Await.until(
                    READY_WITHIN,
                    "ready at " + api.base(),
                    () -> !process.isAlive()
                            || api.get("/actuator/health/readiness").status() == 200);
        } catch (AssertionError late) {
            throw new AssertionError("%s:%n%s".formatted(late.getMessage(), output()), late);
        }
        if (!process.isAlive()) {
            throw new AssertionError(
                    "the process ended with %d instead of getting ready:%n%s".formatted(process.exitValue(), output()));
        }
    }

    /** Waits until it ends by itself; says how it ended. */
    public int awaitEnd(Duration deadline) {
        try {
            if (process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while a process was to end", e);
        }
        throw new AssertionError("still running after %s:%n%s".formatted(deadline, output()));
    }

    /** Asks it to stop, as SIGTERM does. */
    void askToStop() {
        process.destroy();
    }

    /** Asks it to stop, and waits; says how it ended. */
    public int stop() {
        askToStop();
        return awaitEnd(STOPPED_WITHIN);
    }

    /** SIGKILL, for this process alone: its children live on. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(STOPPED_WITHIN);
    }

    public long pid() {
        return process.pid();
    }

    /** Everything it has said so far. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path outputFile() {
        return output;
    }
}
