package dev.strata.client.cli;

import dev.strata.client.StrataClient;
import dev.strata.client.UndoFilter;
import dev.strata.client.UndoReport;
import dev.strata.client.UndoReport.Change;
import dev.strata.client.UndoReport.Kept;
import dev.strata.client.login.CredentialFile;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes back what happened. */
@Command(
        name = "undo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Takes back what happened since a time.",
            "It first says what it would do, and asks. What somebody has built upon stays as it is. Each further "
                    + "option narrows it."
        },
        footer = {
            "",
            "Example:",
            "  strata undo --since 1h --in /docs",
            "  strata undo --since 10m --device this --kind trash --yes"
        })
final class UndoCommand implements Callable<Integer> {
    @Option(
            names = "--since",
            required = true,
            paramLabel = "TIME",
            converter = Times.Past.class,
            description = "From when on: " + Times.FORMS + ".")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Instant since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = Times.Past.class,
            description = "Until when. Otherwise now.")
    private @Nullable Instant until;

    @Option(names = "--in", paramLabel = "PATH", description = "Only this, and everything below it.")
    private @Nullable String path;

    @Option(names = "--by", paramLabel = "ACCOUNT", description = "Only what this account did: an id, or me.")
    private @Nullable String actor;

    @Option(names = "--device", paramLabel = "DEVICE", description = "Only what this device did: an id, or this.")
    private @Nullable String device;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            split = ",",
            description = "Only create, content, rename, move, trash, tags, attributes or grants; several with commas.")
    private @Nullable List<String> kinds;

    @Option(names = "--operation", paramLabel = "ID", description = "Only what one undo did.")
    private @Nullable String operation;

    @Option(names = "--dry-run", description = "Say what it would do, no more.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Drive drive;

    @Override
    public Integer call() throws IOException {
        StrataClient client = drive.client();
        UndoFilter filter = filter();
        UndoReport plan = client.history().previewUndo(filter);
        if (!drive.json()) {
            show(plan);
        }
        boolean idle = dryRun || plan.changes().isEmpty();
        if (!idle) {
            drive.demand("Take this back?", yes);
        }
        UndoReport report = idle ? plan : client.history().undo(filter, plan);
        if (drive.json()) {
            drive.print(report);
        }
        if (report.operation() != null) {
            drive.say("done; to take this back: strata undo --since 1h --operation " + report.operation());
        }
        return 0;
    }

    private UndoFilter filter() throws IOException {
        UndoFilter filter = UndoFilter.since(since);
        filter = until == null ? filter : filter.until(until);
        filter = path == null ? filter : filter.below(drive.places().node(path).id());
        filter = actor == null
                ? filter
                : filter.doneBy(actor.equals("me") ? drive.client().me().accountId() : actor);
        filter = device == null ? filter : filter.doneOn(device.equals("this") ? thisDevice() : device);
        filter = kinds == null ? filter : filter.kinds(kinds);
        return operation == null ? filter : filter.operation(operation);
    }

    private static String thisDevice() throws IOException {
        String id = CredentialFile.ofUser().credentials().deviceId();
        if (id == null) {
            throw new CommandRefused("this sign-in is of no device");
        }
        return id;
    }

    private void show(UndoReport plan) {
        if (plan.changes().isEmpty()) {
            drive.say("there is nothing to take back");
        }
        new Columns<Change>()
                .left(Change::change)
                .left(Change::name)
                .left(change -> "%s -> %s"
                        .formatted(
                                Objects.requireNonNullElse(change.from(), ""),
                                Objects.requireNonNullElse(change.to(), "")))
                .print(plan.changes(), drive.out());
        new Columns<Kept>()
                .left(_ -> "stays")
                .left(Kept::name)
                .left(Kept::detail)
                .print(plan.conflicts(), drive.out());
        drive.out().flush();
    }
}
