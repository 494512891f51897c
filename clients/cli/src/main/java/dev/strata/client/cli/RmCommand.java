package dev.strata.client.cli;

import dev.strata.client.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts into the trash, or takes away for good. */
@Command(
        name = "rm",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Puts files and folders into the trash; restore --trash brings them back.",
            "With --for-good they are gone, with all versions and everything below them."
        },
        footer = {"", "Example:", "  strata rm /docs/a.txt", "  strata rm --for-good --yes /docs/secret.txt"})
final class RmCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "PATH", description = "What to remove.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private List<String> paths;

    @Option(names = "--for-good", description = "Not into the trash: nobody can bring it back.")
    private boolean forGood;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Drive drive;

    @Override
    public Integer call() throws IOException {
        List<Node> nodes = new ArrayList<>();
        for (String path : paths) {
            nodes.add(drive.places().node(path));
        }
        if (forGood) {
            drive.demand("Remove %s for good?".formatted(String.join(", ", paths)), yes);
        }
        for (Node node : nodes) {
            Node trashed = node.trashed() ? node : drive.client().trash(node);
            if (forGood) {
                drive.client().purge(trashed);
            }
            if (drive.json()) {
                drive.print(trashed);
            }
        }
        drive.settle();
        return 0;
    }
}
