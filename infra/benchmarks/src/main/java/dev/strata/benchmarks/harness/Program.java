package dev.strata.benchmarks.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An ordinary program of the system, measured from its start to its end. */
public final class Program {
    private Program() {}

    /** What it wrote, and how long it took. */
    public record Run(String output, double seconds) {}

    public static boolean exists(String name) throws InterruptedException {
        try {
            Process process = new ProcessBuilder("sh", "-c", "command -v " + name)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    public static Run run(String... command) throws IOException, InterruptedException {
        return pipe(List.of(List.of(command)));
    }

    /** Runs programs of which each reads what the one before writes. */
    public static Run pipe(List<List<String>> commands) throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<Process> processes = ProcessBuilder.startPipeline(commands.stream()
                .map(command -> new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT))
                .toList());
        processes.getFirst().getOutputStream().close();
        String output = new String(processes.getLast().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        for (Process process : processes) {
            if (process.waitFor() != 0) {
                throw new IllegalStateException("%s ended with %d: %s"
                        .formatted(process.info().command().orElse("a program"), process.exitValue(), output));
            }
        }
        return new Run(output, (System.nanoTime() - start) / 1e9);
    }
}
