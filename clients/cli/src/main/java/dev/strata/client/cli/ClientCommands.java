package dev.strata.client.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The commands for people who use a drive. */
public final class ClientCommands {
    private static final List<Map.Entry<String, Supplier<Object>>> ALL = List.of(
            Map.entry("login", LoginCommand::new),
            Map.entry("logout", LogoutCommand::new),
            Map.entry("whoami", WhoamiCommand::new),
            Map.entry("ls", LsCommand::new),
            Map.entry("mkdir", MkdirCommand::new),
            Map.entry("put", PutCommand::new),
            Map.entry("get", GetCommand::new),
            Map.entry("cp", CpCommand::new),
            Map.entry("mv", MvCommand::new),
            Map.entry("rm", RmCommand::new),
            Map.entry("trash", TrashCommand::new),
            Map.entry("versions", VersionsCommand::new),
            Map.entry("restore", RestoreCommand::new),
            Map.entry("share", ShareCommand::new),
            Map.entry("unshare", UnshareCommand::new),
            Map.entry("link", LinkCommand::new),
            Map.entry("links", LinksCommand::new),
            Map.entry("unlink", UnlinkCommand::new),
            Map.entry("devices", DevicesCommand::new),
            Map.entry("history", HistoryCommand::new),
            Map.entry("undo", UndoCommand::new),
            Map.entry("at", AtCommand::new),
            Map.entry("search", SearchCommand::new),
            Map.entry("feed", FeedCommand::new));

    private ClientCommands() {}

    public static void addTo(CommandLine strata) {
        ALL.forEach(command -> strata.addSubcommand(command.getValue().get()));
        strata.addSubcommand(new CompletionCommand());
    }

    /** One of them, if it needs no other: to make all of them takes longer than most of them run. */
    public static Optional<Object> find(String name) {
        return ALL.stream()
                .filter(command -> command.getKey().equals(name))
                .findFirst()
                .map(command -> command.getValue().get());
    }

    /** Whether it is one of these; their failures are explained by {@link Failure}. */
    public static boolean include(CommandLine command) {
        return command.getCommand().getClass().getPackage() == ClientCommands.class.getPackage();
    }
}
