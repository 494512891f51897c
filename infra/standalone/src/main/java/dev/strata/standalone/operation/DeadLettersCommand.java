package dev.strata.standalone.operation;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Shows what projections have put aside, and has it tried again or thrown away. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        synopsisSubcommandLabel = "[COMMAND]",
        description = {
            "Lists the events that projections could not take and have put aside, the oldest first.",
            "Later events of the same file, folder or account wait behind them, so that its history stays "
                    + "in order; everything else goes on.",
            ""
        },
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Dropping loses nothing: the log keeps the event, and a replay tries it again. The projection just goes on",
            "without it. What waits behind it is then to be retried."
        })
public final class DeadLettersCommand implements Callable<Integer> {
    private static final String PATH = "/dead-letters";

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Server server;

    @Option(names = "--projection", paramLabel = "NAME", description = "Only those of this projection.")
    private @Nullable String projection;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Override
    public Integer call() {
        return list(server, projection);
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = {"Lists them, as without a command.", ""})
    int list(
            @Mixin Server at,
            @Option(names = "--projection", paramLabel = "NAME", description = "Only those of this projection.")
                    @Nullable
                    String only) {
        TextTable table = new TextTable("ID", "PROJECTION ", "POSITION", "EVENT ", "OF ", "PUT ASIDE ", "WHY ");
        int count = 0;
        @Nullable String cursor = "";
        while (cursor != null) {
            JsonNode page = at.get(PATH + "?limit=1000" + cursor);
            for (JsonNode letter : page.path("items")) {
                if (only == null || only.equals(letter.path("projection").asString())) {
                    add(table, letter);
                    count++;
                }
            }
            JsonNode next = page.path("nextCursor");
            cursor = next.isString() ? "&cursor=" + next.asString() : null;
        }
        if (count == 0) {
            out().println("no dead letters");
        } else {
            table.print(out());
        }
        return 0;
    }

    private static void add(TextTable table, JsonNode letter) {
        table.add(
                letter.path("id").asString(),
                letter.path("projection").asString(),
                letter.path("position").asString(),
                letter.path("type").asString(),
                letter.path("stream").asString(),
                letter.path("parkedAt").asString(),
                letter.path("cause").isString()
                        ? letter.path("cause").asString().lines().findFirst().orElse("")
                        : "waits behind an earlier one");
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = {"Shows one with the event as it is in the log, and the whole reason.", ""})
    int show(@Mixin Server at, @Parameters(paramLabel = "ID", description = "Its number in the list.") long id) {
        JsonNode opened = at.get(PATH + "/" + id);
        JsonNode letter = opened.path("letter");
        letter.properties()
                .forEach(member -> out().printf(
                                "%-15s %s%n", member.getKey(), member.getValue().asString("-")));
        out().printf("%-15s %s%n", "event", opened.path("payload").asString());
        return 0;
    }

    @Command(
            name = "retry",
            mixinStandardHelpOptions = true,
            description = {"Has it tried again, with all that its projection has put aside of the same stream.", ""},
            footer = {"", "Exit codes: 0 nothing of the stream is left, 1 the projection still cannot take it."})
    int retry(@Mixin Server at, @Parameters(paramLabel = "ID", description = "Its number in the list.") long id) {
        JsonNode retried = at.post(PATH + "/" + id + "/retry");
        long left = retried.path("left").asLong(0);
        out().printf("%s taken, %d left%n", retried.path("taken").asString(), left);
        if (left > 0) {
            out().println("still: " + retried.path("cause").asString("(no reason)"));
        }
        return left == 0 ? 0 : 1;
    }

    @Command(
            name = "drop",
            mixinStandardHelpOptions = true,
            description = {"Throws it away. The projection will not show what it says, until it is built anew.", ""})
    int drop(@Mixin Server at, @Parameters(paramLabel = "ID", description = "Its number in the list.") long id) {
        at.delete(PATH + "/" + id);
        out().printf("dropped %d%n", id);
        return 0;
    }
}
