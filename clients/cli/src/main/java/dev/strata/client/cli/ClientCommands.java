package dev.strata.client.cli;

import java.util.List;
import picocli.CommandLine;

/** The commands for people who use a drive. */
public final class ClientCommands {
    private ClientCommands() {}

    public static void addTo(CommandLine strata) {
        List.of(
                        new LoginCommand(),
                        new LogoutCommand(),
                        new WhoamiCommand(),
                        new LsCommand(),
                        new MkdirCommand(),
                        new PutCommand(),
                        new GetCommand(),
                        new CpCommand(),
                        new MvCommand(),
                        new RmCommand(),
                        new TrashCommand(),
                        new VersionsCommand(),
                        new RestoreCommand(),
                        new ShareCommand(),
                        new UnshareCommand(),
                        new LinkCommand(),
                        new LinksCommand(),
                        new UnlinkCommand(),
                        new HistoryCommand(),
                        new UndoCommand(),
                        new AtCommand(),
                        new SearchCommand(),
                        new CompletionCommand())
                .forEach(strata::addSubcommand);
    }

    /** Whether it is one of these; their failures are explained by {@link Failure}. */
    public static boolean include(CommandLine command) {
        return command.getCommand().getClass().getPackage() == ClientCommands.class.getPackage();
    }
}
