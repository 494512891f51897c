package dev.strata.standalone;

import dev.strata.client.Progress;
import dev.strata.client.StrataClient;
import dev.strata.client.demo.Demo;
import dev.strata.standalone.home.DataDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Starts Strata on a folder of its own, uses it for a while, and stops. A JVM that is told to keep what it learns
 * meanwhile ({@code -XX:AOTCacheOutput}, JEP 514 and 515) need not learn it again at each start.
 */
@Command(
        name = "rehearse",
        hidden = true,
        description = "Starts Strata on a new folder, walks through it again and again, and stops.")
final class RehearseCommand implements Callable<Integer> {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String LOGIN = "rehearsal";
    private static final String PASSWORD = "only for this rehearsal";
    private static final int FILES = 20;
    private static final int FILE_BYTES = 8192;
    private static final int LARGE_BYTES = 8 << 20;

    @Option(names = "--folder", required = true, description = "Where the data goes; whoever made it deletes it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path folder;

    @Option(
            names = "--seconds",
            defaultValue = "30",
            description = "How long to go on (default: ${DEFAULT-VALUE}); one walk is always made.")
    private int seconds;

    @Parameters(
            paramLabel = "PROGRAM",
            description = "Another program to run at the end, which finds in its environment how to sign in.")
    private List<String> program = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (Stages stages = new Stages()) {
            DataDirectory directory = stages.open(() -> DataDirectory.open(folder.resolve("home")));
            ListenAddress address = ListenAddress.free(LOOPBACK, 0);
            PrintWriter out = spec.commandLine().getOut();
            ServeCommand.start(stages, directory, address, SignUp.OPEN, LogFormat.PLAIN, false, out);
            long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
            Path files = sample(folder.resolve("files"));
            do {
                if (!walk(URI.create(address.url()), files)) {
                    return 1;
                }
            } while (System.nanoTime() < end);
            return program.isEmpty() ? 0 : runProgram(URI.create(address.url()), files);
        }
    }

    /** For somebody who has a few files. */
    private int runProgram(URI url, Path files) throws IOException, InterruptedException {
        StrataClient client = new StrataClient(url);
        client.signUp(LOGIN, PASSWORD, LOGIN);
        client.signIn(LOGIN, PASSWORD, null);
        for (int i = 0; i < 5 * FILES; i++) {
            client.upload(files.resolve(Integer.toString(i % FILES)), "/rehearsed " + i, Progress.NONE);
        }
        ProcessBuilder builder = new ProcessBuilder(program).inheritIO();
        builder.environment()
                .putAll(Map.of("STRATA_SERVER", url.toString(), "STRATA_LOGIN", LOGIN, "STRATA_PASSWORD", PASSWORD));
        return builder.start().waitFor();
    }

    private static boolean walk(URI url, Path files) throws IOException {
        StrataClient client = new StrataClient(url);
        if (!new Demo(client, System.out).run(files)) {
            return false;
        }
        Path one = files.resolve("0");
        for (int i = 0; i < 5 * FILES; i++) {
            client.upload(one, "/rehearsed " + i, Progress.NONE);
        }
        return true;
    }

    private static Path sample(Path root) throws IOException {
        Files.createDirectories(root.resolve("nested"));
        RandomGenerator random = RandomGenerator.getDefault();
        for (int i = 0; i < FILES; i++) {
            write(root.resolve(Integer.toString(i)), FILE_BYTES, random);
        }
        write(root.resolve("nested").resolve("large"), LARGE_BYTES, random);
        return root;
    }

    private static void write(Path file, int length, RandomGenerator random) throws IOException {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        Files.write(file, bytes);
    }
}
