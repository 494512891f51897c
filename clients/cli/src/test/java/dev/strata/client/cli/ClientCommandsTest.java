package dev.strata.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ClientCommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine strata = strata();

    @Command(name = "strata")
    private static final class Root {}

    private CommandLine strata() {
        CommandLine root = new CommandLine(new Root());
        ClientCommands.addTo(root);
        return root.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    }

    @Test
    void eachCommandHelpsWithAnExample() {
        for (CommandLine command : strata.getSubcommands().values()) {
            String name = command.getCommandName();
            assertThat(command.getUsageMessage()).contains("Usage: strata " + name, "Example:\n  ");
        }
    }

    @Test
    void theOnesOfTheDriveAreThere() {
        assertThat(strata.getSubcommands().keySet())
                .containsAll(List.of(
                        "login",
                        "ls",
                        "put",
                        "get",
                        "cp",
                        "mv",
                        "rm",
                        "versions",
                        "restore",
                        "share",
                        "link",
                        "history",
                        "undo",
                        "at"));
    }

    @Test
    void eachIsFoundByItsNameButTheOneThatNeedsThemAll() {
        for (CommandLine command : strata.getSubcommands().values()) {
            String name = command.getCommandName();
            assertThat(ClientCommands.find(name).map(Object::getClass))
                    .isEqualTo(
                            name.equals("completion")
                                    ? Optional.empty()
                                    : Optional.of(command.getCommand().getClass()));
        }
        assertThat(ClientCommands.find("serve")).isEmpty();
    }

    @Test
    void aTimeThatIsNoneIsMisuse() {
        assertThat(strata.execute("at", "soon", "ls")).isEqualTo(Failure.MISUSED);
        assertThat(err.toString()).contains("'soon' is no time");
    }

    @Test
    void aTimeAloneIsMisuse() {
        assertThat(strata.execute("at", "2h")).isEqualTo(Failure.MISUSED);
    }

    @Test
    void aVersionAndTheTrashAtOnceIsMisuse() {
        assertThat(strata.execute("restore", "--trash", "/a", "3")).isEqualTo(Failure.MISUSED);
        assertThat(strata.execute("restore", "/a")).isEqualTo(Failure.MISUSED);
    }

    @Test
    void theScriptForShellsKnowsTheCommands() {
        assertThat(strata.execute("completion")).isZero();
        assertThat(out.toString()).contains("complete -F _complete_strata", "whoami", "--max-downloads");
    }
}
