package dev.strata.client.cli;

import dev.strata.client.Node;
import dev.strata.client.cli.Places.Target;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Copies within the drive. */
@Command(
        name = "cp",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Copies files and folders within the drive, which moves no bytes.",
            "Local files go up with put, and come with get."
        },
        footer = {"", "Example:", "  strata cp /docs/a.txt /archive/"})
final class CpCommand implements Callable<Integer> {
    @Parameters(
            arity = "2..*",
            paramLabel = "FROM... TO",
            hideParamSyntax = true,
            description = "TO is a folder that is there, or the path of the copy.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private List<String> paths;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Drive drive;

    @Override
    public Integer call() throws IOException {
        List<String> from = paths.subList(0, paths.size() - 1);
        Places places = drive.places();
        Target target = places.target(paths.getLast(), from.size() > 1);
        for (String path : from) {
            Node node = places.node(path);
            Node copy = drive.client().copy(node, target.folder().id(), target.nameFor(node.name()));
            if (drive.json()) {
                drive.print(copy);
            }
        }
        drive.settle();
        return 0;
    }
}
