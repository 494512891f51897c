package dev.strata.standalone.operation;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Mends what Kafka has lost, where events go through it. */
@Command(
        name = "relay",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {"Looks after the way of events through Kafka, of a Strata that is set up so.", ""},
        commandListHeading = "%nCommands:%n")
public final class RelayCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }

    @Command(
            name = "restart",
            mixinStandardHelpOptions = true,
            description = {
                "Has the whole log sent to Kafka again, after records were lost there. Whoever has an event already skips it.",
                ""
            })
    int restart(@Mixin Server server) {
        server.post("/relay/restart");
        spec.commandLine().getOut().println("The log is relayed again from its beginning.");
        return 0;
    }
}
