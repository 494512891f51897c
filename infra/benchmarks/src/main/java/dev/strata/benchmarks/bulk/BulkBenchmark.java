package dev.strata.benchmarks.bulk;

import dev.strata.benchmarks.harness.Bar;
import dev.strata.benchmarks.harness.Comparison;
import dev.strata.benchmarks.harness.Figure;
import dev.strata.benchmarks.harness.Report;
import dev.strata.benchmarks.harness.Rounds;
import dev.strata.benchmarks.harness.Series;
import dev.strata.benchmarks.harness.Settings;
import dev.strata.benchmarks.product.Application;
import dev.strata.benchmarks.product.Database;
import dev.strata.benchmarks.product.Stand;
import dev.strata.benchmarks.product.User;
import dev.strata.command.CommandSideApplication;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;

/** Makes 10,000 nodes by batches, and rewinds a folder of 10,000 changed files. */
public final class BulkBenchmark {
    private static final int NODES = 10_000;
    private static final int ROUNDS_MAX = 3;
    private static final double NANOS = 1e9;

    private BulkBenchmark() {}

    public static void run(Settings settings, Stand stand, Report report) throws Exception {
        Database database = Database.start(settings, stand);
        report.note(database.settings());
        Application commandSide =
                stand.start(() -> Application.start(CommandSideApplication.class, database, stand.folder(), true));
        User user = User.signUp(commandSide.url(), "bulk");
        Drive drive = stand.start(() -> new Drive(commandSide, user));
        drive.makeFiles(NODES);
        drive.changeAll();
        drive.preview();
        drive.confirm();
        JdbcBatch limit = new JdbcBatch(commandSide.bean(DataSource.class));
        int rounds = Math.min(ROUNDS_MAX, settings.rounds());
        batch(drive, limit, rounds, report);
        rewind(drive, limit, rounds, report);
    }

    private static void batch(Drive drive, JdbcBatch limit, int rounds, Report report) throws Exception {
        report.note("batch: %,d folders by POST /v1/batch, 1,000 in each; limit: their rows by JDBC batches of 1,000"
                .formatted(NODES));
        Map<String, Series> rates = new Rounds("nodes/s")
                .with("jdbc", () -> NODES / seconds(() -> limit.create(NODES)))
                .with("product", () -> NODES / seconds(() -> drive.createFolders(NODES)))
                .run(rounds);
        report.add(new Comparison("batch create", of("jdbc", rates), of("product", rates), Bar.of(0.3, 0.6)));
    }

    private static void rewind(Drive drive, JdbcBatch limit, int rounds, Report report) throws Exception {
        report.note(
                "rewind: a folder of %,d files, each with a new content since; limit: the rows of it by one JDBC batch"
                        .formatted(NODES));
        List<Double> previews = new ArrayList<>();
        Map<String, Series> rates = new Rounds("files/s", () -> {
                    drive.changeAll();
                    previews.add(NODES / seconds(drive::preview));
                })
                .with("jdbc", () -> NODES / seconds(() -> limit.change(NODES)))
                .with("product", () -> NODES / seconds(drive::confirm))
                .run(rounds);
        report.add(new Comparison("rewind", of("jdbc", rates), of("product", rates), Bar.NONE));
        report.add(new Figure("its preview", new Series("preview", "files/s", previews), Bar.NONE));
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / NANOS;
    }

    private static Series of(String name, Map<String, Series> rates) {
        return Objects.requireNonNull(rates.get(name), name);
    }
}
