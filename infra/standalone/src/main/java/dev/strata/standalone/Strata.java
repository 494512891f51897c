package dev.strata.standalone;

import dev.strata.client.cli.ClientCommands;
import dev.strata.client.cli.Failure;
import dev.strata.client.demo.DemoCommand;
import dev.strata.client.sync.StatusCommand;
import dev.strata.client.sync.SyncCommand;
import dev.strata.client.sync.SyncRefused;
import dev.strata.standalone.home.StartRefused;
import dev.strata.standalone.operation.DeadLettersCommand;
import dev.strata.standalone.operation.OperationRefused;
import dev.strata.standalone.operation.ProjectionsCommand;
import dev.strata.standalone.operation.RelayCommand;
import dev.strata.standalone.operation.ReplayCommand;
import dev.strata.standalone.operation.StorageCommand;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command line of Strata. */
@Command(
        name = "strata",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            SyncCommand.class,
            StatusCommand.class,
            ProjectionsCommand.class,
            ReplayCommand.class,
            DeadLettersCommand.class,
            StorageCommand.class,
            RelayCommand.class,
            RehearseCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        description = {"A cloud drive of your own: the server in one process, and the commands to use it.", ""},
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "First steps:",
            "  strata serve           start, and say how to sign up",
            "  strata demo            in a second terminal: walk through everything it does",
            "  strata sync FOLDER     keep a folder of this machine and the drive the same",
            "  strata serve --help    where the data lies, which port, which log",
            "  strata projections     how what is read keeps up with what was written",
            "",
            "Use a drive:",
            "  strata login           once; then ls, put, get, share, undo and the others",
            "",
            "Exit codes: 0 done, 1 refused or partly done, 2 wrong use, 3 not signed in, 4 no answer from the server."
        })
public final class Strata implements Callable<Integer> {
    private static final int FAILED = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private Strata() {}

    public static void main(String[] arguments) {
        System.exit(commandLine(arguments).execute(arguments));
    }

    /** What everybody's commands hang on when only one of them is made. */
    @Command(name = "strata")
    private static final class Program {}

    /** For a command of the drive, just that one; otherwise all. */
    static CommandLine commandLine(String... arguments) {
        CommandLine strata = Arrays.stream(arguments)
                .findFirst()
                .flatMap(Strata::find)
                .map(command -> new CommandLine(new Program()).addSubcommand(command))
                .orElseGet(Strata::all);
        return strata.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Strata::misused)
                .setExecutionExceptionHandler(Strata::failed);
    }

    private static Optional<Object> find(String name) {
        return switch (name) {
            case "sync" -> Optional.of(new SyncCommand());
            case "status" -> Optional.of(new StatusCommand());
            default -> ClientCommands.find(name);
        };
    }

    private static CommandLine all() {
        CommandLine strata = new CommandLine(new Strata());
        ClientCommands.addTo(strata);
        return strata;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }

    private static int misused(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        command.getErr().println("strata: " + exception.getMessage());
        command.getErr().println("strata: see '" + command.getCommandSpec().qualifiedName() + " --help'");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** People get the one line written for them; only what nobody foresaw comes with its stack. */
    private static int failed(Exception exception, CommandLine command, ParseResult parsed) throws Exception {
        if (exception instanceof StartRefused
                || exception instanceof OperationRefused
                || exception instanceof SyncRefused) {
            command.getErr().println("strata: " + exception.getMessage());
            return FAILED;
        }
        Optional<Failure> failure = ClientCommands.include(command) ? Failure.of(exception) : Optional.empty();
        if (failure.isEmpty()) {
            throw exception;
        }
        command.getErr().println("strata: " + failure.get().message());
        return failure.get().exitCode();
    }
}
