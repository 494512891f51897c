package dev.strata.client.cli;

import dev.strata.client.cli.Places.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings local files up. */
@Command(
        name = "put",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Uploads files, with -r folders too.",
            "A file that is there already gets a new version, unless it is the same. Only what the server lacks "
                    + "is sent: after an interruption, say the same again. Links are not followed."
        },
        footer = {
            "",
            "Example:",
            "  strata put report.pdf /docs/",
            "  strata put -r photos videos /media/",
            "  strata put report.pdf /docs/final.pdf"
        })
final class PutCommand implements Callable<Integer> {
    @Parameters(
            arity = "2..*",
            paramLabel = "LOCAL... REMOTE",
            hideParamSyntax = true,
            description =
                    "REMOTE is a folder that is there or ends with /, or the path of the file. Missing folders are"
                            + " made.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private List<String> paths;

    @Option(
            names = {"-r", "--recursive"},
            description = "Folders, with everything in them.")
    private boolean recursive;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Drive drive;

    @Override
    public Integer call() throws IOException {
        List<Path> local =
                paths.subList(0, paths.size() - 1).stream().map(Path::of).toList();
        for (Path path : local) {
            check(path);
        }
        Target target = drive.places().madeTarget(paths.getLast(), local.size() > 1);
        Transfer transfer = new Transfer();
        new Upload(drive, transfer).run(local, target);
        drive.settle();
        return transfer.report(drive, "uploaded");
    }

    private void check(Path path) {
        if (Files.notExists(path)) {
            throw new CommandRefused("there is no local file " + path);
        }
        if (path.toAbsolutePath().normalize().getFileName() == null) {
            throw new CommandRefused("%s has no name of its own; say which of its folders to upload".formatted(path));
        }
        if (Files.isDirectory(path) && !recursive) {
            throw new CommandRefused(path + " is a folder; say -r to upload it with everything in it");
        }
    }
}
