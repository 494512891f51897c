package dev.strata.client.cli;

import dev.strata.client.Page;
import dev.strata.client.StrataClient.EmptiedTrash;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the trash, or empties it. */
@Command(
        name = "trash",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"Lists what is in the trash, or empties it.", "restore --trash brings something back."},
        footer = {"", "Example:", "  strata trash", "  strata trash --empty"})
final class TrashCommand implements Callable<Integer> {
    @Option(names = "--empty", description = "Remove everything in it for good.")
    private boolean empty;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Drive drive;

    @Override
    public Integer call() throws IOException {
        if (!empty) {
            drive.print(Page.all(drive.reads()::trashed), Listing.columns());
            return 0;
        }
        drive.demand("Remove everything in the trash for good?", yes);
        EmptiedTrash emptied = drive.client().emptyTrash();
        if (drive.json()) {
            drive.print(emptied);
        }
        drive.say("%d removed for good".formatted(emptied.purged()));
        if (!emptied.held().isEmpty()) {
            drive.warn("%d stay, by a legal hold".formatted(emptied.held().size()));
        }
        return 0;
    }
}
