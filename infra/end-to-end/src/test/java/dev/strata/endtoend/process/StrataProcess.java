package dev.strata.endtoend.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Strata as one process, on a data directory of its own that outlives stops and kills. */
public final class StrataProcess implements AutoCloseable {
    private static final List<String> OPTIONS = List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError");

    private final Path folder;
    private final int port = Ports.free();
    private final List<String> options;
    private JavaProcess process;

    private StrataProcess(String name, List<String> options) {
        this.folder = Workplace.folder(name);
        this.options = options;
        this.process = launch();
    }

    /**
     * The one that all tests use that neither stop nor kill it. It ends with the JVM. Its passwords are hashed at less
     * expense than usual, because most tests open accounts.
     */
    public static StrataProcess shared() {
        return Shared.PROCESS;
    }

    /** Starts one with the options of the launcher {@code ./strata}, and waits until it is ready. */
    public static StrataProcess start(String name) {
        return start(name, OPTIONS);
    }

    public static StrataProcess start(String name, List<String> options) {
        StrataProcess started = new StrataProcess(name, options);
        started.process.awaitReady(started.url());
        return started;
    }

    private JavaProcess launch(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("serve", "--home", home().toString(), "--port", Integer.toString(port)));
        arguments.addAll(List.of(more));
        return JavaProcess.start(Jar.STANDALONE, folder, options, Map.of(), arguments);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    public Path home() {
        return folder.resolve("home");
    }

    /** What opens the operations. */
    public String operatorToken() {
        try {
            return Files.readString(home().resolve("keys").resolve("operator-token"))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String output() {
        return process.output();
    }

    /** SIGTERM; says how it ended. */
    public int stop() {
        return process.stop();
    }

    /** SIGKILL to the JVM only: its PostgreSQL lives on, as it would after a crash of the JVM. */
    public void kill() {
        process.kill();
    }

    /** SIGKILL to the JVM and every PostgreSQL process at once. */
    public void killWithDatabase() {
        Workplace.killProcessesOf(folder);
    }

    /** What runs of it: the JVM and the processes of its PostgreSQL. */
    public List<ProcessHandle> processes() {
        return Workplace.processesOf(folder);
    }

    /**
     * Starts it again on the same data, after it was stopped or killed, and waits until it is ready.
     *
     * @param more options of {@code serve}
     */
    public void restart(String... more) {
        process = launch(more);
        process.awaitReady(url());
    }

    /** A copy of its data, made as an operator makes it while it is stopped. */
    public Path backUp() {
        Path backup = Workplace.folder("backup").resolve("home");
        copy(home(), backup);
        return backup;
    }

    /** Puts a copy in the place of its data while it is stopped. */
    public void putBack(Path backup) {
        Workplace.delete(home());
        copy(backup, home());
    }

    private static void copy(Path from, Path to) {
        try {
            int ended = new ProcessBuilder("cp", "-a", from.toString(), to.toString())
                    .inheritIO()
                    .start()
                    .onExit()
                    .join()
                    .exitValue();
            assertThat(ended).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it and deletes its data. */
    @Override
    public void close() {
        process.stop();
        Workplace.killProcessesOf(folder);
        Workplace.delete(folder);
    }

    /** Starts the shared one when it is first asked for. */
    private static final class Shared {
        private static final List<String> CHEAP_PASSWORDS =
                List.of("-Dstrata.passwords.argon2id.memory-kib=1024", "-Dstrata.passwords.argon2id.iterations=1");
        private static final StrataProcess PROCESS = start(
                "shared",
                Stream.concat(OPTIONS.stream(), CHEAP_PASSWORDS.stream()).toList());

        private Shared() {}
    }
}
