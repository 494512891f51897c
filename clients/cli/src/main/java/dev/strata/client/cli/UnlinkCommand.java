package dev.strata.client.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends links. */
@Command(
        name = "unlink",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"Ends links: their addresses open nothing any more."},
        footer = {"", "Example:", "  strata unlink 019a0000-0000-7000-8000-000000000000"})
final class UnlinkCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "LINK", description = "Ids that links shows.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private List<String> links;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Drive drive;

    @Override
    public Integer call() throws IOException {
        for (String link : links) {
            drive.client().links().revoke(link);
            drive.say("ended " + link);
        }
        return 0;
    }
}
