package dev.strata.endtoend.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A terminal of somebody's: runs commands of the product in a folder, with settings of its own. */
public final class Commands {
    private static final Duration DONE_WITHIN = Duration.ofMinutes(2);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final Path folder;
    private final String input;
    private final List<String> options;

    /** @param folder where they run; it must lie in the {@link Workplace} */
    @SuppressWarnings("MissingSummary")
    public Commands(Path folder) {
        this(folder, "", List.of());
    }

    private Commands(Path folder, String input, List<String> options) {
        this.folder = folder;
        this.input = input;
        this.options = options;
    }

    /** The same terminal, where commands run with these options of the JVM. */
    public Commands with(List<String> more) {
        return new Commands(folder, input, more);
    }

    /** The same terminal, where the next command reads a line. */
    public Commands withInput(String line) {
        return new Commands(folder, line + "\n", options);
    }

    public Path folder() {
        return folder;
    }

    public Path credentials() {
        return folder.resolve("settings/strata/credentials.json");
    }

    public Said run(String... arguments) {
        return start(arguments).await();
    }

    public Running start(String... arguments) {
        Path jar = Program.of(Jar.STANDALONE).jar();
        List<String> command = new ArrayList<>(List.of(
                Program.java(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + jar.resolveSibling("commands.jsa"),
                "-Djava.io.tmpdir=" + folder + "/"));
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(arguments));
        Path said = folder.resolve("said-" + COUNTER.incrementAndGet());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(said.toFile())
                .redirectError(said.resolveSibling(said.getFileName() + ".err").toFile());
        builder.environment().put("XDG_CONFIG_HOME", folder.resolve("settings").toString());
        builder.environment().remove("STRATA_SERVER");
        try {
            Process process = builder.start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It had no use for the input, and has ended already.
            }
            return new Running(process, said, List.of(arguments));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A command that has not ended yet. */
    public record Running(Process process, Path said, List<String> arguments) {
        public Said await() {
            return await(DONE_WITHIN);
        }

        public Said await(Duration patience) {
            try {
                if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("still running: " + arguments);
                }
                return new Said(
                        arguments,
                        process.exitValue(),
                        Files.readString(said),
                        Files.readString(said.resolveSibling(said.getFileName() + ".err")));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted during " + arguments, e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What a command has said, and how it ended. */
    public record Said(List<String> arguments, int exitCode, String out, String err) {
        public Said is(int expected) {
            assertThat(exitCode).as(toString()).isEqualTo(expected);
            return this;
        }

        public Said says(String part) {
            assertThat(out).as(toString()).contains(part);
            return this;
        }

        public Said silent() {
            assertThat(out).as(toString()).isEmpty();
            return this;
        }

        public Said complains(String part) {
            assertThat(err).as(toString()).contains(part);
            return this;
        }

        /** The only object that it has written. */
        public JsonNode json() {
            assertThat(out.lines()).as(toString()).hasSize(1);
            return JSON.readTree(out);
        }

        public List<String> texts(String member) {
            return out.lines()
                    .map(line -> JSON.readTree(line).path(member).asString())
                    .toList();
        }

        public List<Long> numbers(String member) {
            return out.lines()
                    .map(line -> JSON.readTree(line).path(member).asLong())
                    .toList();
        }
    }
}
