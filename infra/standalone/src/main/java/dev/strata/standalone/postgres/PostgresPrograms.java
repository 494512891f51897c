package dev.strata.standalone.postgres;

import dev.strata.standalone.home.StartRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the PostgreSQL programs, also for root, whom PostgreSQL refuses to serve. */
final class PostgresPrograms {
    private final Path bin;
    private final List<String> prefix;

    private PostgresPrograms(Path bin, List<String> prefix) {
        this.bin = bin;
        this.prefix = prefix;
    }

    /** How a program ended, with what it wrote. */
    record Outcome(int exitCode, String output) {
        boolean succeeded() {
            return exitCode == 0;
        }
    }

    static PostgresPrograms in(Path binaries) throws IOException, InterruptedException {
        return new PostgresPrograms(binaries.resolve("bin"), isRoot() ? userNamespace() : List.of());
    }

    Outcome run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.add(bin.resolve(program).toString());
        command.addAll(List.of(arguments));
        return execute(command);
    }

    private static Outcome execute(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PG"));
        environment.put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    private static boolean isRoot() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.exists(self) && Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"));
    }

    /** In a user namespace of its own, root is nobody: that satisfies PostgreSQL, and the files remain root's. */
    private static List<String> userNamespace() throws InterruptedException {
        List<String> prefix = List.of("unshare", "-U");
        List<String> trial = new ArrayList<>(prefix);
        trial.addAll(List.of("id", "-un"));
        try {
            if (execute(trial).succeeded()) {
                return prefix;
            }
        } catch (IOException e) {
            throw refused("there is no program unshare");
        }
        throw refused("user namespaces are not allowed");
    }

    private static StartRefused refused(String reason) {
        return new StartRefused(
                "PostgreSQL does not run as root here (%s): start Strata as an ordinary user".formatted(reason));
    }
}
