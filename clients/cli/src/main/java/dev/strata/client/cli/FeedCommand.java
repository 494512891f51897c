package dev.strata.client.cli;

import dev.strata.client.feed.FeedCheck;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks after the change feed, from where devices are. */
@Command(
        name = "feed",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = FeedCommand.Check.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {"Reads the feed that devices follow.", ""},
        footer = {"", "Example:", "  strata feed check --seconds 60"})
final class FeedCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "what of the feed? Such as: strata feed check");
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Follows the feed of your drive for some time, by long polls, by a stream and by a WebSocket "
                        + "at once, and then compares what each was told with a new snapshot and with the folders "
                        + "themselves.",
                "Changes nothing. Losses of the connection meanwhile are waited for, and who is sent back to "
                        + "a snapshot begins there. Exit code 1 if the feed has told something wrong, or not "
                        + "everything."
            },
            footer = {"", "Example:", "  strata feed check --seconds 60"})
    static final class Check implements Callable<Integer> {
        private static final int SHOWN = 20;

        @Option(
                names = "--seconds",
                paramLabel = "SECONDS",
                defaultValue = "10",
                description = "How long to follow. Otherwise ${DEFAULT-VALUE}.")
        private int seconds;

        @Option(
                names = "--quiet-within",
                paramLabel = "SECONDS",
                defaultValue = "60",
                description = "How long to wait then until changes are everywhere. Otherwise ${DEFAULT-VALUE}.")
        private int quietWithin;

        @Mixin
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private Drive drive;

        private record Answer(int nodes, int mounts, List<FeedCheck.Told> told, List<String> faults) {}

        @Override
        public Integer call() throws IOException, InterruptedException {
            try (FeedCheck check = FeedCheck.start(drive.client())) {
                Thread.sleep(Duration.ofSeconds(seconds));
                List<String> faults = check.faults(Duration.ofSeconds(quietWithin));
                if (drive.json()) {
                    drive.print(new Answer(check.nodes(), check.mounts(), check.told(), faults));
                }
                check.told()
                        .forEach(
                                told -> drive.say("%-10s %d records in %d pages, %d resets, %d losses of the connection"
                                        .formatted(
                                                told.way(),
                                                told.records(),
                                                told.pages(),
                                                told.resets(),
                                                told.losses())));
                faults.stream().limit(SHOWN).forEach(drive::warn);
                drive.say(
                        faults.isEmpty()
                                ? "%d files and folders and %d of others: each was told the same, and that is what is there"
                                        .formatted(check.nodes(), check.mounts())
                                : "%d faults".formatted(faults.size()));
                return faults.isEmpty() ? CommandLine.ExitCode.OK : Failure.REFUSED;
            }
        }
    }
}
