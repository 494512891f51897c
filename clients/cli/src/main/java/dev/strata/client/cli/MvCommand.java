package dev.strata.client.cli;

import dev.strata.client.Node;
import dev.strata.client.StrataClient;
import dev.strata.client.cli.Places.Target;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Moves and renames within the drive. */
@Command(
        name = "mv",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Moves or renames files and folders within the drive.",
            "What is at the target already is never replaced."
        },
        footer = {"", "Example:", "  strata mv /docs/a.txt /docs/b.txt", "  strata mv /docs/a.txt /docs/b.txt /archive/"
        })
final class MvCommand implements Callable<Integer> {
    @Parameters(
            arity = "2..*",
            paramLabel = "FROM... TO",
            hideParamSyntax = true,
            description = "TO is a folder that is there, or the new path.")
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
            Node moved = move(places.node(path), target);
            if (drive.json()) {
                drive.print(moved);
            }
        }
        drive.settle();
        return 0;
    }

    private Node move(Node node, Target target) throws IOException {
        StrataClient client = drive.client();
        String folder = target.folder().id();
        String name = target.nameFor(node.name());
        if (folder.equals(node.parentId())) {
            return client.rename(node, name);
        }
        return name.equals(node.name()) ? client.move(node, folder) : client.move(node, folder, name);
    }
}
