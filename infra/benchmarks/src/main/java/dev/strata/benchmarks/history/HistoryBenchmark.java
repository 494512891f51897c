package dev.strata.benchmarks.history;

import dev.strata.benchmarks.harness.Bar;
import dev.strata.benchmarks.harness.Comparison;
import dev.strata.benchmarks.harness.Report;
import dev.strata.benchmarks.harness.Rounds;
import dev.strata.benchmarks.harness.Series;
import dev.strata.benchmarks.harness.Settings;
import dev.strata.benchmarks.harness.Slice;
import dev.strata.benchmarks.product.Application;
import dev.strata.benchmarks.product.Database;
import dev.strata.benchmarks.product.Stand;
import dev.strata.query.QuerySideApplication;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;

/** Replays a long history into the tables of nodes, and lists a big folder now and in the middle of it. */
public final class HistoryBenchmark {
    private static final Bar REPLAY = Bar.of(0.13, 0.5);
    private static final Bar NOW = Bar.of(1 / 3.0, 1 / 1.5);
    private static final Bar PAST = Bar.of(1 / 9.0, 1 / 3.0);
    private static final Bar PAST_TO_NOW = Bar.of(1 / 3.0, 1);

    private HistoryBenchmark() {}

    public static void run(Settings settings, Stand stand, Report report) throws Exception {
        Database database = Database.start(settings, stand);
        report.note(database.settings());
        try (Application querySide = Application.start(QuerySideApplication.class, database, stand.folder(), true);
                Connection connection = database.connect()) {
            Drive drive = Drive.write(connection, settings.entries(), settings.eventsPerEntry());
            report.note("a folder of %,d files, a history of %,d events".formatted(settings.entries(), drive.events()));
            try (Statement statement = connection.createStatement()) {
                statement.execute("ANALYZE log.event");
            }
            Replay replay = new Replay(querySide, connection);
            replay.awaitAll();
            replay(replay, drive, settings, report);
            try (Statement statement = connection.createStatement()) {
                statement.execute("VACUUM (ANALYZE)");
            }
            listings(new Listings(querySide, connection, drive), settings, report);
        }
    }

    private static void replay(Replay replay, Drive drive, Settings settings, Report report) throws Exception {
        Map<String, Series> series = new Rounds("events/s")
                .with("insert", () -> drive.events() / replay.insertTheSameRows())
                .with("replay", () -> drive.events() / replay.projection())
                .run(Math.min(2, settings.rounds()));
        report.note("limit: INSERT ... SELECT of the rows that the replay leaves, into tables with the same indexes");
        report.add(new Comparison("replay of nodes", of(series, "insert"), of(series, "replay"), REPLAY));
    }

    private static void listings(Listings listings, Settings settings, Report report) throws Exception {
        Map<String, Series> series = new Rounds("pages/s")
                .with("sql", during(settings.slice(), listings::bySql))
                .with("now", during(settings.slice(), listings::now))
                .with("past", during(settings.slice(), listings::past))
                .run(settings.rounds());
        report.note("the first page of 100; limit: the same keyset query by SQL, with every column of the rows");
        report.note("product: with the rights and paths of the reader, where the controller asks; no HTTP");
        report.add(new Comparison("page now", of(series, "sql"), of(series, "now"), NOW));
        report.add(new Comparison("page in the past", of(series, "sql"), of(series, "past"), PAST));
        report.add(new Comparison("past : now", of(series, "now"), of(series, "past"), PAST_TO_NOW));
    }

    private static Series of(Map<String, Series> series, String name) {
        Series found = series.get(name);
        if (found == null) {
            throw new IllegalStateException("no series " + name);
        }
        return found;
    }

    private interface Page {
        void read() throws Exception;
    }

    private static Slice during(Duration length, Page page) {
        return () -> {
            long begin = System.nanoTime();
            long pages = 0;
            while (System.nanoTime() - begin < length.toNanos()) {
                page.read();
                pages++;
            }
            return pages * 1e9 / (System.nanoTime() - begin);
        };
    }
}
