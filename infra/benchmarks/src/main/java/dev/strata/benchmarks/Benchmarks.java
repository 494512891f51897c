package dev.strata.benchmarks;

import dev.strata.benchmarks.harness.Report;
import dev.strata.benchmarks.harness.Settings;
import dev.strata.benchmarks.product.Stand;
import dev.strata.query.QuerySideApplication;
import dev.strata.standalone.Strata;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of the benchmarks. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures Strata against the limits of this machine, both in the same run; the ratio is what counts.",
            ""
        })
public final class Benchmarks implements Callable<Integer> {
    private static final String ALL = "all";

    @Parameters(
            arity = "0..*",
            paramLabel = "BENCHMARK",
            description =
                    "access, commands, content, smallfiles, cutting, delta, feed, lag, history, bulk, search, replay, sync, tue"
                            + " or all. Otherwise all.")
    private List<String> names = List.of(ALL);

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "2",
            description = "Length of one slice of work. Otherwise ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds of slices. Otherwise ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "300",
            description = "Samples of a lag. Otherwise ${DEFAULT-VALUE}.")
    private int samples;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "1GB",
            description =
                    "Size of the file for content and, up to 256MB, delta, such as 256MB (of 1024 x 1024 bytes). Otherwise"
                            + " ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String size;

    @Option(
            names = "--entries",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Files in the folder of history. Otherwise ${DEFAULT-VALUE}.")
    private int entries;

    @Option(
            names = "--events-per-entry",
            paramLabel = "N",
            defaultValue = "10",
            description = "Events in the past of each of them. Otherwise ${DEFAULT-VALUE}.")
    private int eventsPerEntry;

    @Option(
            names = "--names",
            paramLabel = "N",
            defaultValue = "200000",
            description = "Names for search, such as 1000000. Otherwise ${DEFAULT-VALUE}.")
    private int searched;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Events in the log of replay. Otherwise ${DEFAULT-VALUE}.")
    private long events;

    @Option(
            names = "--files",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Files of the source tree for sync, such as 80000. Otherwise ${DEFAULT-VALUE}.")
    private int files;

    @Option(
            names = "--sparse",
            paramLabel = "SIZE",
            defaultValue = "2GB",
            description = "Zeros in the folder that tue renames, such as 100GB. Otherwise ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String sparse;

    @Option(
            names = "--json",
            paramLabel = "FOLDER",
            defaultValue = "${sys:strata.benchmarks:-infra/benchmarks}/results",
            description = "Where the raw results go. Otherwise ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path json;

    @Option(
            names = "--work",
            paramLabel = "FOLDER",
            defaultValue = "${sys:strata.benchmarks:-infra/benchmarks}/target/work",
            description = "Where databases and files are while it runs, on the disk to measure. Otherwise"
                    + " ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path work;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "JDBC URL, with user, of an EMPTY database for commands and lag; its password in PGPASSWORD."
                    + " Otherwise an embedded one.")
    private @Nullable String databaseUrl;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private Benchmarks() {}

    /** The first two are for the processes that a benchmark starts from its own jar. */
    public static void main(String[] arguments) {
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "strata" -> Strata.main(Arrays.copyOfRange(arguments, 1, arguments.length));
            case "query-side" -> QuerySideApplication.main(Arrays.copyOfRange(arguments, 1, arguments.length));
            default -> System.exit(new CommandLine(new Benchmarks()).execute(arguments));
        }
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        for (Benchmark benchmark : chosen()) {
            run(benchmark, settings(), out);
        }
        return 0;
    }

    private void run(Benchmark benchmark, Settings settings, PrintWriter out) throws Exception {
        try (Stand stand = Stand.in(settings.work())) {
            Report report = Report.begin(
                    benchmark.name().toLowerCase(Locale.ROOT), Clock.systemUTC().instant(), stand.folder(), out);
            measure(benchmark, settings, stand, report);
            out.printf("  raw results: %s%n", report.write(json));
        }
    }

    private static void measure(Benchmark benchmark, Settings settings, Stand stand, Report report) throws Exception {
        try {
            benchmark.run(settings, stand, report);
        } catch (Exception e) {
            stand.keep();
            throw e;
        }
    }

    private Settings settings() {
        if (seconds < 1 || rounds < 1 || samples < 1) {
            throw new ParameterException(spec.commandLine(), "--seconds, --rounds and --samples must be at least 1");
        }
        if (entries < 101 || eventsPerEntry < 2) {
            throw new ParameterException(
                    spec.commandLine(), "--entries must be at least 101 and --events-per-entry at least 2");
        }
        if (events < 1 || files < 1) {
            throw new ParameterException(spec.commandLine(), "--events and --files must be at least 1");
        }
        return new Settings(
                Duration.ofSeconds(seconds),
                rounds,
                DataSize.parse(size).toBytes(),
                samples,
                entries,
                eventsPerEntry,
                searched,
                events,
                files,
                DataSize.parse(sparse).toBytes(),
                work,
                databaseUrl);
    }

    private Set<Benchmark> chosen() {
        if (names.contains(ALL)) {
            return EnumSet.allOf(Benchmark.class);
        }
        return names.stream()
                .map(this::benchmark)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Benchmark.class)));
    }

    private Benchmark benchmark(String name) {
        return Arrays.stream(Benchmark.values())
                .filter(one -> one.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "there is no benchmark " + name));
    }
}
