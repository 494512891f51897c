package dev.strata.client.sync;

import dev.strata.client.StrataClient;
import dev.strata.client.StrataProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keeps a folder of this machine and one of the drive the same. */
@Command(
        name = "sync",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Keeps a folder of this machine and one of the drive the same, until it is stopped.",
            "It can be stopped and killed at any time. What it knows lies in FOLDER/.strata; what "
                    + "FOLDER/.strataignore lists is left out."
        },
        footer = {
            "",
            "Whatever both sides changed is kept twice: one as a conflict copy beside the other. What is deleted here goes",
            "to the server's trash. Symbolic links are left alone; 'strata status FOLDER' lists them, and what is pending.",
            "",
            ".strataignore reads like .gitignore: '*.tmp' anywhere, '/build/' a folder at the top, '!keep.tmp' takes back.",
            "",
            "Signed in is who has said so to strata login, or who is in STRATA_LOGIN and STRATA_PASSWORD.",
            "",
            "Example:",
            "  strata sync ~/Drive --remote /docs --exclude '*.iso'"
        })
public final class SyncCommand implements Callable<Integer> {
    private static final double MEGABYTE = 1e6;
    private static final int AGAIN_SECONDS = 5;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    @Parameters(paramLabel = "FOLDER", description = "Of this machine; is made if it is not there.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path folder;

    @Option(
            names = "--remote",
            paramLabel = "PATH",
            description = "Of the drive, the first time. Otherwise all of your own. shared:NAME is a folder that "
                    + "somebody has shared with you.")
    private @Nullable String remote;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "Otherwise that of strata login, or STRATA_SERVER, or this machine's port 8080.")
    private @Nullable URI server;

    @Option(names = "--once", description = "Stop when both are the same; exit code 1 if they cannot be made so.")
    private boolean once;

    @Option(names = "--exclude", paramLabel = "PATTERN", description = "Leave this out, as .strataignore would.")
    private List<String> excluded = List.of();

    @Option(names = "--limit-up", paramLabel = "MB/S", description = "Send no faster than this.")
    private double up;

    @Option(names = "--limit-down", paramLabel = "MB/S", description = "Fetch no faster than this.")
    private double down;

    @Option(
            names = "--rescan",
            paramLabel = "MINUTES",
            defaultValue = "10",
            description = "How often to look at everything, and to try again what failed. ${DEFAULT-VALUE}.")
    private int rescan;

    @Option(names = "--pause", description = "Have the one that runs for FOLDER rest.")
    private boolean pause;

    @Option(names = "--resume", description = "Have it go on.")
    private boolean resume;

    @Option(
            names = "--confirm-deletions",
            description =
                    "Have it delete on the server too the files that it has asked about, because so many vanished here.")
    private boolean confirmDeletions;

    @Option(
            names = "--confirm-disk",
            paramLabel = "PATH",
            description = "Have it take what is at PATH within FOLDER for what is meant to be there, though it is on "
                    + "another disk than before: what is missing in it is deleted on the server too.")
    private @Nullable String confirmedDisk;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** For picocli. */
    public SyncCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path root = folder.toAbsolutePath().normalize();
        if (pause || resume || confirmDeletions || confirmedDisk != null) {
            return mark(root);
        }
        requireNamesInUnicode();
        Files.createDirectories(root);
        try (SyncFolder taken = SyncFolder.take(root.toRealPath())) {
            taken.requireNotWiped();
            try {
                return keep(taken);
            } catch (WipeOrderedException e) {
                return wipe(taken);
            }
        }
    }

    private Integer keep(SyncFolder taken) throws IOException, InterruptedException {
        while (true) {
            StrataClient client = signIn(taken);
            Agent agent = new Agent(taken, client, options(), Clock.systemUTC(), this::say);
            try {
                if (once) {
                    return agent.once() ? 0 : 1;
                }
                agent.run();
            } catch (SignedOutException e) {
                say("signed out: " + e.getMessage());
                heed(client);
            } catch (StateException e) {
                if (once) {
                    throw new SyncRefused("stopped: " + e.getMessage());
                }
                say("trying again in %d s: %s".formatted(AGAIN_SECONDS, e.getMessage()));
                TimeUnit.SECONDS.sleep(AGAIN_SECONDS);
            } catch (IOException | RootGoneException e) {
                throw new SyncRefused("stopped: " + e.getMessage());
            }
        }
    }

    private static void heed(StrataClient client) {
        try {
            if (SignIn.isOrderedToWipe(client)) {
                throw new WipeOrderedException();
            }
        } catch (IOException e) {
            // Who signs in anew hears of it too.
        }
    }

    private Integer wipe(SyncFolder taken) throws IOException {
        say("wiping %s: the server has revoked this device and ordered that".formatted(taken.root()));
        Wipe.Result result = taken.wipe(Clock.systemUTC());
        SignIn.forget(taken);
        taken.wiped(result, Clock.systemUTC());
        say("wiped; files removed: %d, left, because the server does not have them: %d"
                .formatted(result.removed(), result.left().size()));
        result.left().forEach((path, why) -> say("  %s  left: %s".formatted(path, why)));
        return 0;
    }

    /** A server that is away now may be there in a moment. */
    private StrataClient signIn(SyncFolder taken) throws IOException, InterruptedException {
        while (true) {
            try {
                return enter(taken);
            } catch (StrataProblem e) {
                if (!e.retryable() || once) {
                    throw new SyncRefused(e.detail());
                }
            } catch (IOException e) {
                if (once) {
                    throw new SyncRefused("the server does not answer: " + e.getMessage());
                }
            }
            say("offline: the server does not answer");
            new Alarm().await(PAUSE);
        }
    }

    /** Somebody who is not let in may be so because his device was revoked. */
    private StrataClient enter(SyncFolder taken) throws IOException {
        try {
            StrataClient client = SignIn.of(taken, server);
            taken.bind(client, remote);
            return client;
        } catch (SyncRefused | StrataProblem e) {
            boolean busy = e instanceof StrataProblem problem && problem.retryable();
            if (!busy && SignIn.isOrderedToWipe(taken)) {
                throw new WipeOrderedException();
            }
            throw e;
        }
    }

    private Integer mark(Path root) throws IOException {
        if (!Files.isDirectory(SyncFolder.own(root))) {
            throw new SyncRefused(root + " is not kept in sync");
        }
        if (confirmDeletions && !SyncFolder.confirmDeletions(root)) {
            throw new SyncRefused("nothing is to be confirmed for " + root);
        }
        if (confirmedDisk != null) {
            SyncFolder.confirmDisk(root, confirmedDisk);
        }
        if (pause || resume) {
            SyncFolder.pause(root, pause);
        }
        return 0;
    }

    /** With another encoding names would be read wrongly, and files seem to have vanished. */
    private static void requireNamesInUnicode() {
        String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
        if (!Charset.forName(encoding).equals(java.nio.charset.StandardCharsets.UTF_8)) {
            throw new SyncRefused("names of files are read as %s here; set LC_ALL=C.UTF-8".formatted(encoding));
        }
    }

    private Agent.Options options() {
        return new Agent.Options(
                excluded, Duration.ofMinutes(rescan), (long) (up * MEGABYTE), (long) (down * MEGABYTE));
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
