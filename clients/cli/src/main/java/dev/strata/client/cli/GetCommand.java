package dev.strata.client.cli;

import dev.strata.client.Node;
import dev.strata.client.progress.ProgressLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings files of the drive here. */
@Command(
        name = "get",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Downloads a file, with -r a folder too, and checks what has come.",
            "A local file that is the same is left as it is; another one is not replaced unless you say --force. "
                    + "After an interruption, say the same again."
        },
        footer = {
            "",
            "Example:",
            "  strata get /docs/report.pdf",
            "  strata get -r /docs backup",
            "  strata get /docs/notes.txt --version 3 -"
        })
final class GetCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "REMOTE", description = "A file or a folder of the drive.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String remote;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "LOCAL",
            description =
                    "A folder that is there, or what to call it; - writes a file to standard output. Otherwise its"
                            + " own name, in this folder.")
    private @Nullable String local;

    @Option(
            names = {"-r", "--recursive"},
            description = "A folder, with everything in it.")
    private boolean recursive;

    @Option(
            names = {"-f", "--force"},
            description = "Replace local files that are others.")
    private boolean force;

    @Option(names = "--version", paramLabel = "N", description = "A version that versions shows. Otherwise the newest.")
    private @Nullable Integer version;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Drive drive;

    @Override
    public Integer call() throws IOException {
        Node node = recursive ? drive.places().node(remote) : drive.places().file(remote);
        if ("-".equals(local)) {
            return print(node);
        }
        Transfer transfer = new Transfer();
        Download download = new Download(drive, transfer, force);
        Path target = target(node);
        if (Places.isFolder(node)) {
            download.folder(node, target);
        } else {
            download.file(node, version, target);
        }
        download.run();
        return transfer.report(drive, "downloaded");
    }

    private int print(Node node) throws IOException {
        if (Places.isFolder(node)) {
            throw new CommandRefused(remote + " is a folder, which cannot be written to standard output");
        }
        ProgressLine line = drive.progress("download", Objects.requireNonNullElse(node.size(), 0L));
        try {
            drive.reads().download(node.id(), version, System.out, line.file());
            System.out.flush();
        } finally {
            line.end();
        }
        return 0;
    }

    private Path target(Node node) {
        if (local == null) {
            return Download.inside(Path.of(""), node.name());
        }
        Path path = Path.of(local);
        return Files.isDirectory(path) ? Download.inside(path, node.name()) : path;
    }
}
