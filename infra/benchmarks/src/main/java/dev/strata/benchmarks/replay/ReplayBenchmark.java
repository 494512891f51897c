package dev.strata.benchmarks.replay;

import dev.strata.benchmarks.harness.Bar;
import dev.strata.benchmarks.harness.Comparison;
import dev.strata.benchmarks.harness.Figure;
import dev.strata.benchmarks.harness.Report;
import dev.strata.benchmarks.harness.Series;
import dev.strata.benchmarks.harness.Settings;
import dev.strata.benchmarks.product.Application;
import dev.strata.benchmarks.product.Database;
import dev.strata.benchmarks.product.Stand;
import dev.strata.benchmarks.replay.Rebuild.Done;
import dev.strata.platform.axon.ProjectionGroups;
import dev.strata.platform.axon.ProjectionProgress;
import dev.strata.query.QuerySideApplication;
import dev.strata.query.operation.ReplayProgress;
import dev.strata.query.operation.Replays;
import dev.strata.query.operation.TableComparison;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStore;

/** Builds every projection anew from a long log, beside itself, and writes the rows that come of it without a thought. */
public final class ReplayBenchmark {
    private static final Duration PATIENCE = Duration.ofHours(2);

    private ReplayBenchmark() {}

    public static void run(Settings settings, Stand stand, Report report) throws Exception {
        Database database = Database.start(settings, stand);
        report.note(database.settings());
        Application querySide =
                stand.start(() -> Application.start(QuerySideApplication.class, database, stand.folder(), true));
        long events = new Lives(querySide.bean(EventStore.class)).write(settings.events());
        report.note("a log of %,d events: %d for each file, something for every projection"
                .formatted(events, Lives.EVENTS_PER_LIFE));
        awaitProjections(querySide);
        vacuum(database);
        report.note(
                "product: './strata replay', each once: reads the whole log, writes what concerns it into the shadow");
        report.note("limit: the rows that come of it, by JDBC batches of 1,000, into tables with the same indexes");
        List<Figure> wholes = new ArrayList<>();
        for (String projection :
                new TreeSet<>(querySide.bean(ProjectionGroups.class).names())) {
            Done done = new Rebuild(querySide.bean(Replays.class)).run(projection);
            report.add(comparison(done.progress(), events, querySide));
            wholes.add(new Figure(projection, new Series("whole", "s", List.of(done.seconds())), Bar.NONE));
        }
        report.note("how long each took with the comparison of all rows, and the swap:");
        wholes.forEach(report::add);
    }

    private static void awaitProjections(Application querySide) throws InterruptedException {
        ProjectionGroups groups = querySide.bean(ProjectionGroups.class);
        if (!querySide.bean(ProjectionProgress.class).awaitHead(groups, PATIENCE)) {
            throw new IllegalStateException("the projections do not come to the head of the log");
        }
    }

    private static void vacuum(Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM (ANALYZE)");
        }
    }

    private static Comparison comparison(ReplayProgress replay, long events, Application querySide)
            throws SQLException {
        List<String> tables =
                replay.comparison().stream().map(TableComparison::table).toList();
        PlainRows plain = new PlainRows(querySide.bean(DataSource.class));
        double limit = events / plain.insert(tables);
        return new Comparison(
                "%s, %,d rows".formatted(replay.projection(), plain.rows()),
                new Series("insert", "events/s", List.of(limit)),
                new Series("replay", "events/s", List.of(replay.eventsPerSecond())),
                Bar.NONE);
    }
}
