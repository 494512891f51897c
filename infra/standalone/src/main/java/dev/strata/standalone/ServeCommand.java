package dev.strata.standalone;

import dev.strata.standalone.home.DataDirectory;
import dev.strata.standalone.postgres.EmbeddedDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.StringUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts everything in this process, and stops it in good order when it is told to. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {"Starts Strata with its own database and a chunk store on disk, until Ctrl-C or SIGTERM.", ""},
        footer = {
            "",
            "The data directory holds everything, and is the one thing to back up (while Strata is stopped).",
            "Exit codes: 0 stopped as asked, 1 could not start, 2 wrong use."
        })
final class ServeCommand implements Callable<Integer> {
    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            defaultValue = "${env:STRATA_PORT:-8080}",
            description = "Port to listen on; 0 takes any free one. STRATA_PORT, otherwise 8080.")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "${env:STRATA_BIND:-127.0.0.1}",
            description = "Address to listen on; 0.0.0.0 lets other machines in, unencrypted: put a TLS proxy in front."
                    + " STRATA_BIND, otherwise 127.0.0.1.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String bind;

    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            defaultValue = "${env:STRATA_HOME:-${sys:user.home}/.strata}",
            description = "Data directory, made if missing. STRATA_HOME, otherwise .strata in your home folder.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path home;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            defaultValue = "${env:STRATA_LOG_FORMAT:-plain}",
            description = "Format of logs/strata.log in the data directory: plain or json. STRATA_LOG_FORMAT, otherwise"
                    + " plain.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private LogFormat logFormat;

    @Option(
            names = "--sign-up",
            paramLabel = "open|invited|closed",
            defaultValue = "${env:STRATA_SIGN_UP:-open}",
            description =
                    "Whether whoever can reach Strata can open an account, or was invited, or nobody. STRATA_SIGN_UP, otherwise"
                            + " open.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SignUp signUp;

    @Option(
            names = "--restored",
            description = "Say so once, at the first start with a data directory that is older than what devices have"
                    + " seen, such as a backup: they keep both then, and delete nothing.")
    private boolean restored;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        long start = System.nanoTime();
        try (Stages stages = new Stages()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stages, out), "stop"));
            DataDirectory directory = stages.open(() -> DataDirectory.open(home));
            out.printf("Strata %s, data in %s%n", VersionProvider.version(), directory.root());
            ListenAddress address = ListenAddress.free(bind, port);
            ConfigurableApplicationContext application =
                    start(stages, directory, address, signUp, logFormat, restored, out);
            if (!stages.isClosed()) {
                out.printf(
                        "ready after %.1f s%n",
                        Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0);
                boolean sendsMail =
                        StringUtils.hasText(application.getEnvironment().getProperty("strata.mail.host"));
                out.println(Welcome.text(address.url(), directory, signUp, sendsMail));
            }
            new CountDownLatch(1).await();
        }
        return 0;
    }

    /** Starts the database and the four sides, and returns when they are ready. */
    static ConfigurableApplicationContext start(
            Stages stages,
            DataDirectory directory,
            ListenAddress address,
            SignUp signUp,
            LogFormat logFormat,
            boolean restored,
            PrintWriter out)
            throws Exception {
        EmbeddedDatabase database = stages.open(() -> EmbeddedDatabase.start(directory, out::println));
        out.println("starting the four sides");
        return stages.open(() -> StandaloneApplication.start(
                new Surroundings(address, directory, database, signUp, logFormat, restored)));
    }

    /**
     * Runs when the JVM is told to end. The orderly end is success, whatever signal asked for it; without {@code halt}
     * the JVM would report the signal.
     */
    private static void stop(Stages stages, PrintWriter out) {
        if (stages.isClosed()) {
            return;
        }
        out.println("stopping ...");
        try {
            stages.close();
            out.println("stopped");
            Runtime.getRuntime().halt(0);
        } catch (IOException e) {
            out.println("stopped, with trouble (nothing acknowledged is lost): " + Arrays.toString(e.getSuppressed()));
            Runtime.getRuntime().halt(1);
        }
    }
}
