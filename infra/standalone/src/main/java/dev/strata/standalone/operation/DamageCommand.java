package dev.strata.standalone.operation;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Names the files of which something is damaged. */
@Command(
        name = "damage",
        mixinStandardHelpOptions = true,
        description = {
            "Names the versions of files that cannot be read whole: whoever sends such a file, or the chunk, again heals it.",
            ""
        },
        footer = {"", "Exit codes: 0 there are none, 1 failed, 2 wrong use, 3 there are some."})
final class DamageCommand implements Callable<Integer> {
    private static final String PATH = "/storage/damage";
    private static final int DAMAGED = 3;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Server server;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        long found = 0;
        JsonNode page = server.get(PATH);
        found += print(page, out);
        while (page.path("nextCursor").isString()) {
            page = server.get(PATH + "?cursor=" + page.path("nextCursor").asString());
            found += print(page, out);
        }
        if (found == 0) {
            out.println("No file is known to be damaged.");
        }
        return found == 0 ? 0 : DAMAGED;
    }

    private static long print(JsonNode page, PrintWriter out) {
        for (JsonNode one : page.path("items")) {
            out.printf(
                    Locale.ROOT,
                    "space %s  manifest %s  %,d of %,d chunks%n",
                    one.path("spaceId").asString(),
                    one.path("manifestId").asString(),
                    one.path("bad").asLong(0),
                    one.path("chunks").asLong(0));
            for (JsonNode file : one.path("files")) {
                out.printf(
                        "  file %s version %d%n",
                        file.path("nodeId").asString(), file.path("version").asLong(0));
            }
        }
        return page.path("items").size();
    }
}
