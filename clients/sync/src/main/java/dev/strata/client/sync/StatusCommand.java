package dev.strata.client.sync;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says how far a folder is in sync. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Says whether a folder is in sync, what is pending and why, and what is left out.",
        footer = {"", "Example:", "  strata status ~/Drive"})
public final class StatusCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "That strata sync keeps.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path folder;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** For picocli. */
    public StatusCommand() {}

    @Override
    public Integer call() throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        Path own = SyncFolder.own(root);
        if (!Files.isDirectory(own)) {
            throw new SyncRefused(root + " is not kept in sync; begin with: strata sync " + root);
        }
        Status told = Status.read(own)
                .orElseThrow(() -> new SyncRefused("the first round for %s has not ended yet".formatted(root)));
        Status status = SyncFolder.isTaken(root) ? told : told.stopped();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(status.json());
        } else {
            print(status, out);
        }
        out.flush();
        return 0;
    }

    private static void print(Status status, PrintWriter out) {
        String detail = status.detail() == null ? "" : ": " + status.detail();
        out.printf("%s%s%n", status.state(), detail);
        out.printf("with %s of %s, as of %s%n", status.remote(), status.server(), status.at());
        out.printf("%d bytes sent, %d received since it was started%n", status.sent(), status.received());
        status.pending()
                .forEach(each -> out.printf(
                        "  %s  %s  %s%s%n",
                        each.path(), each.action(), each.why(), each.takenBack() ? " It was taken back here." : ""));
        status.left().forEach((path, why) -> out.printf("  %s  left alone: %s%n", path, why));
    }
}
