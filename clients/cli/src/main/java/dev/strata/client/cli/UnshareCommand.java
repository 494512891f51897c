package dev.strata.client.cli;

import dev.strata.client.Node;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes a role back. */
@Command(
        name = "unshare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"Takes back what share has given on this file or folder itself."},
        footer = {"", "Example:", "  strata unshare /docs ben"})
final class UnshareCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "PATH", description = "What is shared.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String path;

    @Parameters(index = "1", paramLabel = "WITH", description = Whom.HELP)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String with;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Drive drive;

    @Override
    public Integer call() throws IOException {
        Node node = drive.places().node(path);
        drive.client().unshare(node, new Whom(drive.client()).accountId(with));
        drive.say("%s is shared with %s no more".formatted(path, with));
        return 0;
    }
}
