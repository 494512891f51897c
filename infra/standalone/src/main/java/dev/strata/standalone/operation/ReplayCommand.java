package dev.strata.standalone.operation;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Has a projection built anew, and shows how far that is. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Builds what a projection shows anew from the log, in a shadow beside it, while the old one serves.",
            "Then compares the two row by row and puts the new one in its place; no reader notices. "
                    + "'./strata projections' has the names.",
            ""
        },
        footer = {
            "",
            "The server does the work: it goes on when this command is interrupted, and './strata projections' shows how far",
            "it is. If the server dies, the old one still serves and the replay can be begun again.",
            "Exit codes: 0 done, 1 failed, 2 wrong use, 3 only compared, and there are differences."
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final int DIFFERENT = 3;
    private static final long POLL_MILLIS = 300;
    private static final long LINE_POLLS = 10;
    private static final List<String> ENDS = List.of("done", "failed", "interrupted");

    @Parameters(paramLabel = "NAME", description = "The projection, such as node or audit-trail.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String name;

    @Option(names = "--compare-only", description = "Compare, and throw the new one away.")
    private boolean compareOnly;

    @Option(
            names = "--force",
            description = "Put the new one in place even if it had to put more events aside than the old one.")
    private boolean force;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Server server;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (!name.matches("[a-z0-9-]+")) {
            throw new OperationRefused("not the name of a projection: %s; see './strata projections'".formatted(name));
        }
        String path = "/projections/" + name + "/replay";
        JsonNode replay = server.post(path + "?compareOnly=%s&force=%s".formatted(compareOnly, force));
        PrintWriter out = spec.commandLine().getOut();
        ProgressLine line = new ProgressLine(out, LINE_POLLS);
        while (!ENDS.contains(replay.path("state").asString())) {
            line.show(replay.path("state").asString(), ReplayText.progress(replay));
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            replay = server.get(path);
        }
        line.end();
        return report(replay, out);
    }

    private int report(JsonNode replay, PrintWriter out) {
        JsonNode tables = replay.path("comparison");
        if (!tables.isEmpty()) {
            print(tables, out);
        }
        String state = replay.path("state").asString();
        if (!state.equals("done")) {
            throw new OperationRefused("the replay of %s %s: %s"
                    .formatted(
                            name,
                            state.equals("failed") ? "failed" : "was interrupted",
                            replay.path("detail").asString("the server's log says more")));
        }
        out.printf(
                Locale.ROOT,
                "%s: %,d events, %s%n",
                name,
                replay.path("done").asLong(0),
                replay.path("detail").asString(""));
        long different = tables.valueStream()
                .mapToLong(table -> table.path("different").asLong(0))
                .sum();
        return compareOnly && different > 0 ? DIFFERENT : 0;
    }

    private static void print(JsonNode tables, PrintWriter out) {
        TextTable text = new TextTable("TABLE ", "ROWS NOW", "REBUILT", "DIFFERENT");
        tables.forEach(table -> text.add(
                table.path("table").asString(),
                number(table.path("present")),
                number(table.path("rebuilt")),
                number(table.path("different"))));
        text.print(out);
        tables.forEach(table -> table.path("samples")
                .forEach(sample ->
                        out.printf("  %s %s: %s%n", table.path("table").asString(), key(sample), what(sample))));
    }

    private static String key(JsonNode sample) {
        return String.join(
                ", ",
                sample.path("key")
                        .propertyStream()
                        .map(column -> column.getKey() + " " + column.getValue().asString())
                        .toList());
    }

    private static String what(JsonNode sample) {
        return switch (sample.path("found").asString()) {
            case "present" -> "is there, and the log does not give it";
            case "rebuilt" -> "is missing, and the log gives it";
            default ->
                "other values in "
                        + String.join(
                                ", ",
                                sample.path("columns")
                                        .valueStream()
                                        .map(JsonNode::asString)
                                        .toList());
        };
    }

    private static String number(JsonNode value) {
        return String.format(Locale.ROOT, "%,d", value.asLong(0));
    }
}
