package dev.strata.client.cli;

import dev.strata.client.Node;
import dev.strata.client.RemoteName;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes folders. */
@Command(
        name = "mkdir",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes folders, and those that are missing on the way to them.",
            "One that is there already is left as it is."
        },
        footer = {"", "Example:", "  strata mkdir /docs/2026"})
final class MkdirCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "PATH", description = "What to make.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private List<String> paths;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Drive drive;

    @Override
    public Integer call() throws IOException {
        for (String path : paths) {
            Node folder = drive.places().makeFolder(RemoteName.parse(path));
            if (drive.json()) {
                drive.print(folder);
            }
        }
        drive.settle();
        return 0;
    }
}
