package dev.strata.client.cli;

import dev.strata.client.FileVersion;
import dev.strata.client.Node;
import dev.strata.client.Page;
import dev.strata.client.progress.Amount;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists what a file has contained. */
@Command(
        name = "versions",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"Lists the versions of a file, the newest first: number, size, time, SHA-256."},
        footer = {"", "Example:", "  strata versions /docs/a.txt"})
final class VersionsCommand implements Callable<Integer> {
    private static final int DIGITS = 12;

    @Parameters(paramLabel = "FILE", description = "Whose versions.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String file;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Drive drive;

    @Override
    public Integer call() throws IOException {
        Node node = drive.places().file(file);
        Times times = Times.here();
        drive.print(
                Page.all(cursor -> drive.reads().versions(node.id(), cursor)),
                new Columns<FileVersion>()
                        .right(version -> Integer.toString(version.number()))
                        .right(version -> Amount.ofBytes(version.size()))
                        .left(version -> times.text(version.createdAt()))
                        .left(version -> version.sha256().substring(0, DIGITS))
                        .left(version ->
                                version.restoredFrom() == null ? "" : "restored from " + version.restoredFrom()));
        return 0;
    }
}
