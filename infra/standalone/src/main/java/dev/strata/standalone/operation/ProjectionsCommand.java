package dev.strata.standalone.operation;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Shows how every projection is doing. */
@Command(
        name = "projections",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows how the projections of a running Strata are doing: how far each has come in the log of "
                    + "events, what it has still before it, what keeps it from going on, and how many events it had "
                    + "to put aside.",
            ""
        },
        footer = {
            "",
            "A projection computes what is read (folders, history, sharing, ...) from the log. What it shows can be built",
            "anew with './strata replay'; what it has put aside is in './strata dead-letters'."
        })
public final class ProjectionsCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Server server;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        TextTable table = new TextTable("PROJECTION ", "POSITION", "HEAD", "BEHIND", "LAG", "DEAD LETTERS", "STATE ");
        for (JsonNode one : server.get("/projections").path("items")) {
            table.add(
                    one.path("projection").asString(),
                    number(one.path("position")),
                    number(one.path("head")),
                    number(one.path("behind")),
                    lag(one.path("lagSeconds").asDouble(0)),
                    number(one.path("deadLetters")),
                    state(one));
        }
        table.print(out);
        return 0;
    }

    private static String number(JsonNode value) {
        return String.format(Locale.ROOT, "%,d", value.asLong(0));
    }

    private static String lag(double seconds) {
        Duration lag = Duration.ofSeconds((long) seconds);
        return lag.toMinutes() > 2 ? lag.toMinutes() + " min" : String.format(Locale.ROOT, "%.1f s", seconds);
    }

    private static String state(JsonNode one) {
        String own = one.path("error").isString()
                ? "FAILS, tries again: " + one.path("error").asString()
                : "runs";
        JsonNode replay = one.path("replay");
        return replay.isObject() ? own + "; replay " + ReplayText.state(replay) : own;
    }
}
