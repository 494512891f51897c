package dev.strata.standalone.operation;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Has everything that is stored verified, and shows how far that is. */
@Command(
        name = "scrub",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Has every pack read and verified from now on, at the rate that is configured. Strata does so by itself about every"
                    + " 30 days.",
            ""
        },
        footer = {"", "Exit codes: 0 nothing is damaged, 1 failed, 2 wrong use, 3 something is damaged."})
final class ScrubCommand implements Callable<Integer> {
    private static final String PATH = "/storage/scrub";
    private static final int DAMAGED = 3;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Server server;

    @ArgGroup
    private final Wish wish = new Wish();

    /** One of them at most. */
    private static final class Wish {
        @Option(names = "--status", description = "Only show how far it is.")
        private boolean status;

        @Option(names = "--pause", description = "Verify nothing until it is resumed.")
        private boolean pause;

        @Option(names = "--resume", description = "Go on where it was paused.")
        private boolean resume;
    }

    @Override
    public Integer call() {
        if (wish.pause) {
            server.put(PATH + "/pause");
        } else if (wish.resume) {
            server.delete(PATH + "/pause");
        }
        JsonNode report = wish.status || wish.pause || wish.resume ? server.get(PATH) : server.post(PATH);
        print(report, spec.commandLine().getOut());
        return report.path("badChunks").asLong(0) == 0 ? 0 : DAMAGED;
    }

    private static void print(JsonNode report, PrintWriter out) {
        if (report.path("paused").asBoolean(false)) {
            out.println("Paused; 'strata storage scrub --resume' lets it go on.");
        }
        JsonNode all = report.path("all");
        amount(out, "stored", all, all);
        amount(out, "verified of late", report.path("verified"), all);
        amount(out, "to be read now", report.path("due"), all);
        JsonNode oldest = report.path("oldest");
        if (oldest.isString()) {
            out.printf("every pack has been verified since %s%n", oldest.asString());
        }
        out.printf(Locale.ROOT, "%,d chunks are bad%n", report.path("badChunks").asLong(0));
        for (JsonNode one : report.path("findings")) {
            out.printf(
                    "  %s  pack %s in %s: %s%n",
                    one.path("checkedAt").asString(),
                    one.path("packId").asString(),
                    one.path("store").asString(),
                    one.path("finding").asString());
        }
        for (JsonNode day : report.path("days")) {
            out.printf(
                    Locale.ROOT,
                    "%s  %,d packs, %,d bytes, %,d bad chunks found, %,d repaired%n",
                    day.path("day").asString(),
                    day.path("packs").asLong(0),
                    day.path("bytes").asLong(0),
                    day.path("found").asLong(0),
                    day.path("repaired").asLong(0));
        }
    }

    private static void amount(PrintWriter out, String what, JsonNode some, JsonNode all) {
        long bytes = some.path("bytes").asLong(0);
        out.printf(
                Locale.ROOT,
                "%-17s %,12d packs %,20d bytes %5.1f%%%n",
                what,
                some.path("packs").asLong(0),
                bytes,
                100.0 * bytes / Math.max(1, all.path("bytes").asLong(0)));
    }
}
