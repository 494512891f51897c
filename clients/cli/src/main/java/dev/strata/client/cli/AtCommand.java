package dev.strata.client.cli;

import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets other commands read the drive as it was. */
@Command(
        name = "at",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {LsCommand.class, GetCommand.class, VersionsCommand.class, TrashCommand.class, SearchCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        description = {"Reads the drive as it was at a time.", ""},
        footer = {
            "",
            "Example:",
            "  strata at 2h ls /docs",
            "  strata at yesterday get /docs/a.txt",
            "  strata at 2026-11-22T13:30:00Z versions /docs/a.txt"
        })
final class AtCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "TIME",
            converter = Times.Past.class,
            description = "One of " + Times.FORMS + ". Days begin at midnight here.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Instant instant;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    Instant instant() {
        return instant;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "at that time, what? Such as: strata at 2h ls /docs");
    }
}
