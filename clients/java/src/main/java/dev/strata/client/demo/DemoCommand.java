package dev.strata.client.demo;

import dev.strata.client.StrataClient;
import dev.strata.client.StrataProblem;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code demo}: finds the server and the folder, then lets {@link Demo} walk. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Walks a folder through a running Strata: upload, list, download, versions, restore, rename, "
                    + "move, trash, sharing, change feed, audit trail.",
            "Makes two new accounts and checks every step. Nothing in the folder is changed. Exit code 0 "
                    + "when all steps held, 1 when one did not."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Parameters(
            arity = "0..1",
            paramLabel = "folder",
            description = "What to upload. Without it a sample is made and removed again.")
    private @Nullable Path folder;

    @Option(
            names = "--url",
            defaultValue = "http://127.0.0.1:${env:STRATA_PORT:-8080}",
            description = "Where Strata answers (default: ${DEFAULT-VALUE}).")
    private URI url = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--size",
            paramLabel = "MB",
            defaultValue = "200",
            description = "Size of the sample's large file in MB (default: ${DEFAULT-VALUE}).")
    private int sizeMegabytes;

    @Override
    public Integer call() throws IOException {
        PrintStream out = System.out;
        if (folder != null && !Files.isDirectory(folder)) {
            System.err.printf("%s is not a folder%n", folder);
            return FAILED;
        }
        StrataClient client = new StrataClient(url);
        if (!answers(client)) {
            return FAILED;
        }
        Demo demo = new Demo(client, out, terminal());
        if (folder != null) {
            return demo.run(folder) ? 0 : FAILED;
        }
        try (SampleTree sample = SampleTree.create(sizeMegabytes * 1_000_000L)) {
            return demo.run(sample.root()) ? 0 : FAILED;
        }
    }

    private static boolean terminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    private boolean answers(StrataClient client) {
        try {
            client.ping();
            return true;
        } catch (StrataProblem e) {
            System.err.printf(
                    "Something answers at %s, but it is not a Strata that is ready: %s%n", url, e.getMessage());
        } catch (IOException e) {
            System.err.printf(
                    "No Strata answers at %s (%s). Start one in another terminal with: ./strata serve%n"
                            + "Or say where it is with --url.%n",
                    url, e);
        }
        return false;
    }
}
