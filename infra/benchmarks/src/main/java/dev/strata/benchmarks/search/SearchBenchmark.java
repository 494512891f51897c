package dev.strata.benchmarks.search;

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
import dev.strata.benchmarks.product.User;
import dev.strata.command.CommandSideApplication;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.axon.ProjectionGroups;
import dev.strata.platform.axon.ProjectionProgress;
import dev.strata.query.QuerySideApplication;
import dev.strata.query.sharing.SharingQueries;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds words in many names: common and rare ones, their beginnings and middles, for the owner and for members. */
public final class SearchBenchmark {
    private static final Bar READER = Bar.of(1 / 1.5, 1 / 1.1);
    private static final Duration PATIENCE = Duration.ofHours(1);

    private SearchBenchmark() {}

    public static void run(Settings settings, Stand stand, Report report) throws Exception {
        Database database = Database.start(settings, stand);
        report.note(database.settings());
        Application commandSide =
                stand.start(() -> Application.start(CommandSideApplication.class, database, stand.folder(), true));
        Application querySide = stand.start(() -> Application.start(
                QuerySideApplication.class,
                database,
                stand.folder(),
                true,
                Map.of("strata.urls.command", commandSide.url())));
        Connection connection = stand.start(database::connect);
        User owner = User.signUp(commandSide.url(), "owner");
        awaitAll(querySide);
        SpaceId space = querySide
                .bean(SharingQueries.class)
                .home(owner.account())
                .orElseThrow()
                .spaceId();
        ManyNames names = ManyNames.write(connection, owner, space, settings.names());
        Members members = Members.signUp(commandSide.url(), names);
        awaitAll(querySide);
        try (Statement statement = connection.createStatement()) {
            statement.execute("VACUUM (ANALYZE)");
        }
        report.note("%,d names; the first page of 100".formatted(settings.names()));
        report.note("limit: the same trigram query by SQL on the same indexes, with every column of the nodes");
        report.note("reader: with rights, paths and the order of relevance, where the controller asks");
        Searches searches = stand.start(() -> new Searches(querySide, space, connection));
        for (Question question : Questions.of(owner, members, names)) {
            compare(question, searches, settings, report);
        }
    }

    private static void awaitAll(Application querySide) throws InterruptedException {
        if (!querySide.bean(ProjectionProgress.class).awaitHead(querySide.bean(ProjectionGroups.class), PATIENCE)) {
            throw new IllegalStateException("the projections do not come to the head of the log");
        }
    }

    private static void compare(Question question, Searches searches, Settings settings, Report report)
            throws Exception {
        Map<String, Series> rates = new Rounds("pages/s", () -> searches.signIn(question.reader()))
                .with("sql", during(settings.slice(), () -> searches.bySql(question)))
                .with("reader", during(settings.slice(), () -> searches.asReader(question)))
                .with("http", during(settings.slice(), () -> searches.byHttp(question)))
                .run(settings.rounds());
        report.note("%s: %s fits %,d names; %s"
                .formatted(
                        question.name(),
                        question.parameters(),
                        question.expected(),
                        String.join(
                                ", ",
                                List.of("sql", "reader", "http").stream()
                                        .map(way -> "%s %.2f ms"
                                                .formatted(
                                                        way,
                                                        1e3 / of(way, rates).median()))
                                        .toList())));
        report.add(new Comparison(question.name() + ", reader", of("sql", rates), of("reader", rates), READER));
        report.add(new Comparison(question.name() + ", HTTP", of("sql", rates), of("http", rates), Bar.NONE));
    }

    private static Series of(String name, Map<String, Series> rates) {
        return Objects.requireNonNull(rates.get(name), name);
    }

    private interface Search {
        void run() throws Exception;
    }

    private static Slice during(Duration length, Search search) {
        return () -> {
            long begin = System.nanoTime();
            long pages = 0;
            while (System.nanoTime() - begin < length.toNanos()) {
                search.run();
                pages++;
            }
            return pages * 1e9 / (System.nanoTime() - begin);
        };
    }
}
