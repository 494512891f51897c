package dev.strata.client.cli;

import dev.strata.client.Node;
import dev.strata.client.Page;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists a folder. */
@Command(
        name = "ls",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lists what is in a folder: size, time of the last change, name.",
            "Begin a path with shared: for what others have shared with you, with id: for the id of a node."
        },
        footer = {"", "Example:", "  strata ls /docs", "  strata ls shared:", "  strata at yesterday ls /docs"})
final class LsCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "PATH",
            defaultValue = "/",
            description = "A folder, or a file. Otherwise /.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String path;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Drive drive;

    @Override
    public Integer call() throws IOException {
        drive.print(nodes(), Listing.columns());
        return 0;
    }

    private List<Node> nodes() throws IOException {
        if (path.equals("shared:")) {
            return Page.all(drive.reads()::sharedWithMe);
        }
        Node node = drive.places().node(path);
        if (!Places.isFolder(node)) {
            return List.of(node);
        }
        return Page.all(cursor -> drive.reads().children(node.id(), cursor));
    }
}
