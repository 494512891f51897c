package dev.strata.endtoend.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A packaged jar as the launcher {@code ./strata} runs it: unpacked, and, if it can rehearse, with what a JVM has learnt that
 * did; it starts several times as fast so. Made anew by each JVM that tests, of what is packaged then.
 *
 * @param options of java, before all others
 */
record Program(Path jar, List<String> options) {
    private static final Map<Jar, Program> ALL = new EnumMap<>(Jar.class);
    private static final Duration MADE_WITHIN = Duration.ofMinutes(10);
    /** As the launcher has them, but for a compiler that gets a young process going sooner. */
    private static final List<String> USUAL = List.of(
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-Daxoniq.update-checker.disabled=true",
            "-Ddisable-axoniq-console-message=true");

    static Program of(Jar jar) {
        synchronized (ALL) {
            return ALL.computeIfAbsent(jar, Program::make);
        }
    }

    private static Program make(Jar jar) {
        Path folder = Workplace.folder("program");
        Path program = folder.resolve("program").resolve("strata.jar");
        java(
                folder,
                List.of("-Djarmode=tools"),
                jar.file(),
                List.of(
                        "extract",
                        "--application-filename",
                        program.getFileName().toString(),
                        "--destination",
                        program.getParent().toString()));
        List<String> options = new ArrayList<>(USUAL);
        if (jar == Jar.STANDALONE) {
            options.addAll(rehearsed(folder, program));
        }
        return new Program(program, List.copyOf(options));
    }

    /** After one walk through everything. */
    private static List<String> rehearsed(Path folder, Path program) {
        Path learnt = folder.resolve("learnt.aot");
        List<String> options = new ArrayList<>(USUAL);
        options.addAll(List.of("-Xmx512m", "-XX:AOTCacheOutput=" + learnt));
        java(folder, options, program, List.of("rehearse", "--folder", folder.toString(), "--seconds", "0"));
        assertThat(learnt).isNotEmptyFile();
        return List.of("-XX:AOTCache=" + learnt, "-Xlog:aot*=off");
    }

    private static void java(Path folder, List<String> options, Path jar, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(options);
        command.addAll(List.of("-Djava.io.tmpdir=" + folder + "/", "-jar", jar.toString()));
        command.addAll(arguments);
        Path output = folder.resolve("output.txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start();
            boolean ended = process.waitFor(MADE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            process.destroyForcibly();
            assertThat(ended && process.waitFor() == 0)
                    .as("%s:%n%s".formatted(command, Files.readString(output)))
                    .isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Of the kind that runs the tests. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
