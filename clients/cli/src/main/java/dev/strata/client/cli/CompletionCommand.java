package dev.strata.client.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete commands. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"Prints a script that lets bash and zsh complete commands and options."},
        footer = {"", "Example:", "  source <(strata completion)"})
final class CompletionCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine strata = spec.root().commandLine();
        spec.commandLine().getOut().println(AutoComplete.bash(strata.getCommandName(), strata));
        return 0;
    }
}
