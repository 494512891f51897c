package dev.strata.client.cli;

import dev.strata.client.Link;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists links. */
@Command(
        name = "links",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"Lists the links that you have made, or all that open a file or a folder."},
        footer = {"", "Example:", "  strata links /docs"})
final class LinksCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "PATH", description = "What they open. Otherwise all of yours.")
    private @Nullable String path;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Drive drive;

    @Override
    public Integer call() throws IOException {
        Times times = Times.here();
        drive.print(
                links(),
                new Columns<Link>()
                        .left(Link::linkId)
                        .left(link -> link.uploadOnly() ? "upload only" : link.role())
                        .right(link -> link.downloads()
                                + (link.maxDownloads() == null ? "" : " of " + link.maxDownloads()) + " downloads")
                        .left(link -> link.passwordNeeded() ? "password" : "")
                        .left(link -> link.expiresAt() == null ? "" : "until " + times.text(link.expiresAt())));
        return 0;
    }

    private List<Link> links() throws IOException {
        return path == null
                ? drive.client().links().mine()
                : drive.client().links().of(drive.places().node(path));
    }
}
