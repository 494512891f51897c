package dev.strata.standalone.operation;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Has garbage collected, shows how far that is, and holds it up. */
@Command(
        name = "storage",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ScrubCommand.class, DamageCommand.class},
        description = {"Looks after the bytes of all files: takes out what nobody needs, verifies, repairs, moves.", ""
        },
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "The server does the work: it goes on when a command is interrupted. If the server dies, nothing is lost, and it",
            "begins again after the next start. Exit codes: 0 done, 1 failed, 2 wrong use."
        })
public final class StorageCommand implements Callable<Integer> {
    private static final String OF = "Not collections but one of: ${COMPLETION-CANDIDATES}.";

    /** What can be paused beside collections. */
    enum Work {
        COPIES,
        ROTATIONS,
        REBUILDS
    }

    private static String path(@Nullable Work work) {
        return work == null ? PATH : "/storage/" + work.name().toLowerCase(Locale.ROOT);
    }

    /** Where packs can lie. */
    enum Store {
        DISK,
        S3,
        AZURE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String PATH = "/storage/collections";
    private static final long POLL_MILLIS = 500;
    private static final long LINE_POLLS = 10;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(out());
        return 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(
            name = "collect",
            mixinStandardHelpOptions = true,
            description = {"Collects now, and shows how far that is.", ""})
    int collect(
            @Mixin Server server, @Option(names = "--dry-run", description = "Only say what would go.") boolean dryRun)
            throws InterruptedException {
        String id = server.post(PATH + "?dryRun=" + dryRun).path("id").asString();
        ProgressLine line = new ProgressLine(out(), LINE_POLLS);
        JsonNode one = find(server, id);
        while (one.path("state").asString().equals("running")) {
            line.show(one.path("phase").asString(), one.path("phase").asString() + "  " + figures(one));
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            one = find(server, id);
        }
        line.end();
        print(one);
        return one.path("state").asString().equals("done") ? 0 : 1;
    }

    private static JsonNode find(Server server, String id) {
        for (JsonNode one : server.get(PATH).path("items")) {
            if (one.path("id").asString().equals(id)) {
                return one;
            }
        }
        throw new OperationRefused("the server has forgotten the collection " + id);
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = {"Shows the collection that runs, and the last ones.", ""})
    int status(@Mixin Server server) {
        JsonNode all = server.get(PATH);
        if (all.path("paused").asBoolean(false)) {
            out().println("Collections are paused; 'strata storage resume' lets them go on.");
        }
        if (all.path("items").isEmpty()) {
            out().println("There has been no collection yet.");
        }
        all.path("items").forEach(this::print);
        return 0;
    }

    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description = {"Stops the collection that runs; none begins until they are resumed.", ""})
    int pause(
            @Mixin Server server, @Option(names = "--of", paramLabel = "WORK", description = OF) @Nullable Work work) {
        server.put(path(work) + "/pause");
        out().println("Paused.");
        return 0;
    }

    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description = {"Lets collections begin again; one that was stopped goes on.", ""})
    int resume(
            @Mixin Server server, @Option(names = "--of", paramLabel = "WORK", description = OF) @Nullable Work work) {
        server.delete(path(work) + "/pause");
        out().println("Resumed.");
        return 0;
    }

    @Command(
            name = "rebuild-index",
            mixinStandardHelpOptions = true,
            description = {
                "Makes the index anew from the packs, if the database was lost.",
                "It adds whatever lies in the stores and is not known. The master key must be the one of old. "
                        + "Nothing is deleted; what cannot be read is listed.",
                ""
            })
    int rebuildIndex(
            @Mixin Server server,
            @Option(names = "--verify", description = "Read every byte, and mark what is damaged.") boolean verify)
            throws InterruptedException {
        return new StorageJob(server, "/storage/rebuilds", out()).run("?verify=" + verify);
    }

    @Command(
            name = "rotate-keys",
            mixinStandardHelpOptions = true,
            description = {
                "Makes new data keys, and seals everything with them.",
                "Every pack is written anew. The old keys are destroyed when no pack needs them, after as "
                        + "many days as packs that nobody knows are kept.",
                ""
            })
    int rotateKeys(
            @Mixin Server server,
            @Option(
                            names = "--domain",
                            paramLabel = "SPACE",
                            description = "Only those of this space, where each space has its own.")
                    @Nullable
                    UUID domain)
            throws InterruptedException {
        return new StorageJob(server, "/storage/rotations", out()).run(domain == null ? "" : "?domain=" + domain);
    }

    @Command(
            name = "copy",
            mixinStandardHelpOptions = true,
            description = {
                "Moves everything to another store while Strata runs.",
                "Configure both, and set strata.storage.primary to the new one. What was copied is read "
                        + "there; the old store can go when nothing is left in it.",
                ""
            })
    int copy(
            @Mixin Server server,
            @Option(names = "--from", required = true, paramLabel = "STORE", description = "disk, s3 or azure.")
                    Store from,
            @Option(names = "--to", required = true, paramLabel = "STORE", description = "Another one.") Store to,
            @Option(names = "--delete-source", description = "Delete what was copied from the old store, a day later.")
                    boolean deleteSource)
            throws InterruptedException {
        return new StorageJob(server, "/storage/copies", out())
                .run("?from=%s&to=%s&deleteSource=%s".formatted(from, to, deleteSource));
    }

    private void print(JsonNode one) {
        out().printf(
                        "%s  %s%s  %s%n",
                        one.path("startedAt").asString(),
                        one.path("state").asString(),
                        one.path("dryRun").asBoolean(false) ? ", dry run" : "",
                        figures(one));
        one.path("notes").forEach(note -> out().println("  " + note.asString()));
    }

    private static String figures(JsonNode one) {
        return String.format(
                Locale.ROOT,
                "%,d spaces, %,d chunks, %,d packs, %,d rewritten, %,d orphans, %,d bytes less",
                one.path("spaces").asLong(0),
                one.path("chunks").asLong(0),
                one.path("packs").asLong(0),
                one.path("rewritten").asLong(0),
                one.path("orphans").asLong(0),
                one.path("bytes").asLong(0));
    }
}
