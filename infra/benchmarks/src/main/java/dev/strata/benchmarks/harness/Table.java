package dev.strata.benchmarks.harness;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints results for people, a line each. */
final class Table {
    private static final String COMPARISON = "  %-48s %14s %14s   %-22s %6s %6s";
    private static final String FIGURE = "  %-48s %14s   %-37s %6s %6s";

    /** Fewer values than this have no quantiles worth the name. */
    private static final int MANY = 20;

    private final PrintWriter out;
    private String head = "";

    Table(PrintWriter out) {
        this.out = out;
    }

    void title(String name, Instant started, Machine machine) {
        line("\n== %s, %s".formatted(name, started.truncatedTo(ChronoUnit.SECONDS)));
        note("%d cores, %s, SHA extensions: %s, load average %.1f"
                .formatted(machine.cores(), machine.processor(), machine.shaExtensions(), machine.loadAverage()));
        note("%s, files on %s, Java %s, heap at most %d MiB"
                .formatted(machine.system(), machine.disk(), machine.java(), machine.heapMaxBytes() >> 20));
        if (machine.isBusy()) {
            note("THIS MACHINE IS BUSY: READ ONLY THE RATIO");
        }
        if (machine.forgetsOnPowerFailure()) {
            note("FILES ARE IN MEMORY: FSYNC COSTS NOTHING HERE; CHOOSE ANOTHER FOLDER WITH --work");
        }
    }

    void note(String text) {
        line("  - " + text);
        head = "";
    }

    void print(Comparison comparison) {
        head(COMPARISON.formatted("", "limit", "product", "ratio (min..max)", "must", "aim"));
        Series ratio = comparison.ratio();
        line(COMPARISON.formatted(
                comparison.name(),
                amount(comparison.limit().median(), comparison.limit().unit()),
                amount(comparison.product().median(), comparison.product().unit()),
                String.format(Locale.ROOT, "%.2f (%.2f..%.2f)", ratio.median(), ratio.min(), ratio.max()),
                bar(comparison.bar().must()),
                bar(comparison.bar().aim())));
    }

    void print(Figure figure) {
        head(FIGURE.formatted("", "median", "spread", "must", "aim"));
        Series series = figure.series();
        line(FIGURE.formatted(
                figure.name(),
                amount(series.median(), series.unit()),
                spread(series),
                bar(figure.bar().must()),
                bar(figure.bar().aim())));
    }

    private static String spread(Series series) {
        int count = series.values().size();
        return count < MANY
                ? "%s..%s of %d".formatted(amount(series.min(), ""), amount(series.max(), ""), count)
                : "p90 %s  p99 %s  max %s  of %d"
                        .formatted(
                                amount(series.quantile(0.9), ""),
                                amount(series.quantile(0.99), ""),
                                amount(series.max(), ""),
                                count);
    }

    private void head(String titles) {
        if (!head.equals(titles)) {
            line(titles);
            head = titles;
        }
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }

    private static String amount(double value, String unit) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f %s" : "%.2f %s", value, unit)
                .strip();
    }

    private static String bar(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.2f", value);
    }
}
