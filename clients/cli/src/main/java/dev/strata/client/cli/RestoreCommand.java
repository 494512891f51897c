package dev.strata.client.cli;

import dev.strata.client.Node;
import dev.strata.client.Page;
import dev.strata.client.RemoteName;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings back an old version, or something from the trash. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes an old content of a file its newest version; none is lost.",
            "With --trash it brings back what was put into the trash, to where it was."
        },
        footer = {"", "Example:", "  strata restore /docs/a.txt 3", "  strata restore --trash a.txt"})
final class RestoreCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "A file; with --trash a name from there, or id: and an id.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String file;

    @Parameters(index = "1", arity = "0..1", paramLabel = "VERSION", description = "A number that versions shows.")
    private @Nullable Integer version;

    @Option(names = "--trash", description = "From the trash.")
    private boolean fromTrash;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Drive drive;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (fromTrash == (version != null)) {
            throw new ParameterException(spec.commandLine(), "name a version, or say --trash");
        }
        Node restored = version == null
                ? drive.client().untrash(trashed())
                : drive.client().restore(drive.places().file(file), version);
        if (drive.json()) {
            drive.print(restored);
        }
        drive.say(
                version == null
                        ? restored.name() + " is back"
                        : "%s has the content of version %d".formatted(file, version));
        drive.settle();
        return 0;
    }

    private Node trashed() throws IOException {
        if (file.startsWith("id:")) {
            return drive.places().node(file);
        }
        RemoteName name = RemoteName.parse(file);
        List<Node> found = Page.all(drive.reads()::trashed).stream()
                .filter(node -> !name.isTop() && node.name().equals(name.name()))
                .toList();
        return switch (found.size()) {
            case 0 -> throw new CommandRefused("there is no '%s' in the trash; see: strata trash".formatted(file));
            case 1 -> found.getFirst();
            default ->
                throw new CommandRefused("there are several '%s' in the trash; write id: and one of %s"
                        .formatted(
                                file,
                                String.join(", ", found.stream().map(Node::id).toList())));
        };
    }
}
