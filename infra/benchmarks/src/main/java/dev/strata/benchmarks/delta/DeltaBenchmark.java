package dev.strata.benchmarks.delta;

import dev.strata.benchmarks.harness.Bar;
import dev.strata.benchmarks.harness.Comparison;
import dev.strata.benchmarks.harness.Figure;
import dev.strata.benchmarks.harness.Program;
import dev.strata.benchmarks.harness.Report;
import dev.strata.benchmarks.harness.Series;
import dev.strata.benchmarks.harness.Settings;
import dev.strata.benchmarks.product.Stand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the bytes that a client sends which cuts its files, and those that rsync sends. No time is measured. */
public final class DeltaBenchmark {
    private static final Bar ALL = Bar.of(1.8, 1.2);
    private static final Bar IN_PLACE = Bar.of(1.2, 1.0);
    private static final int SIZE_MAX = 256 << 20;

    private final Report report;
    private final Path before;
    private final Path after;
    private final Map<Boolean, List<Double>> ratios = new TreeMap<>();

    private DeltaBenchmark(Report report, Path folder) {
        this.report = report;
        this.before = folder.resolve("before");
        this.after = folder.resolve("after");
    }

    public static void run(Settings settings, Stand stand, Report report) throws Exception {
        if (!Program.exists("rsync")) {
            report.note("not measured: there is no rsync on this machine");
            return;
        }
        report.note("limit: rsync --no-whole-file, its own choice of block size, bytes both ways");
        report.note("product: new chunks, each with its id and length, and the whole manifest; nothing is compressed");
        report.note("the PostgreSQL heap is a stand-in, the release and the document are generated");
        DeltaBenchmark benchmark = new DeltaBenchmark(report, stand.folder());
        for (Change change : changes((int) Math.min(settings.size(), SIZE_MAX))) {
            benchmark.measure(change);
        }
        if (Program.exists(Sqlite.PROGRAM)) {
            benchmark.measure(new Change("SQLite, 1% of rows anywhere", true, Sqlite::changeAnywhere));
            benchmark.measure(new Change("SQLite, 1% in a row, 0.5% new", true, Sqlite::changeInARow));
        } else {
            report.note("SQLite is left out: there is no sqlite3 on this machine");
        }
        benchmark.conclude();
    }

    private static List<Change> changes(int size) {
        RandomBytes random = new RandomBytes(size);
        return List.of(
                new Change("random, a byte in front", false, random::insertInFront),
                new Change("random, 1% in runs of 100 KiB", false, random::changeRuns),
                new Change("random, 1% in pages of 4 KiB", false, random::changePages),
                new Change("random, 1% appended", false, random::append),
                new Change("docx, one paragraph", false, Document::change),
                new Change("tar of a release", false, Release::change),
                new Change("PostgreSQL heap, 0.125% of rows anywhere", true, PostgresqlHeap::changeAnywhere),
                new Change("PostgreSQL heap, 1% of rows in a row", true, PostgresqlHeap::changeInARow));
    }

    private void measure(Change change) throws Exception {
        change.maker().write(before, after);
        long size = Files.size(after);
        Sent sent = Sent.of(before, after);
        long rsync = Rsync.bytes(before, after);
        Files.delete(before);
        Files.delete(after);
        report.note("%s: %,d MiB, %s, %,d of %,d chunks are new; %.2f%% of the file, rsync %.2f%%"
                .formatted(
                        change.name(),
                        size >> 20,
                        sent.profile().text(),
                        sent.unknown(),
                        sent.chunks(),
                        100.0 * sent.bytes() / size,
                        100.0 * rsync / size));
        report.add(new Comparison(change.name(), kilobytes("rsync", rsync), kilobytes("cut", sent.bytes()), Bar.NONE));
        ratios.computeIfAbsent(change.inPlace(), _ -> new ArrayList<>()).add((double) sent.bytes() / rsync);
    }

    private static Series kilobytes(String name, long bytes) {
        return new Series(name, "kB", List.of(bytes / 1e3));
    }

    private void conclude() {
        List<Double> all = ratios.values().stream().flatMap(List::stream).toList();
        report.note("at most, not at least:");
        report.add(mean("all, geometric mean of the ratios", all, ALL));
        report.add(mean("files of pages alone", ratios.getOrDefault(true, List.of()), IN_PLACE));
        report.add(mean("other files alone", ratios.getOrDefault(false, List.of()), Bar.NONE));
    }

    private static Figure mean(String name, List<Double> ratios, Bar bar) {
        double mean = Math.exp(ratios.stream().mapToDouble(Math::log).average().orElseThrow());
        return new Figure(name, new Series(name, "x", List.of(mean)), bar);
    }
}
