package dev.strata.benchmarks.commands;

import dev.strata.benchmarks.harness.Bar;
import dev.strata.benchmarks.harness.Comparison;
import dev.strata.benchmarks.harness.Figure;
import dev.strata.benchmarks.harness.Report;
import dev.strata.benchmarks.harness.Rounds;
import dev.strata.benchmarks.harness.Series;
import dev.strata.benchmarks.harness.Settings;
import dev.strata.benchmarks.product.Application;
import dev.strata.benchmarks.product.Database;
import dev.strata.benchmarks.product.Folders;
import dev.strata.benchmarks.product.Stand;
import dev.strata.benchmarks.product.User;
import dev.strata.command.CommandSideApplication;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Durable commands per second. */
public final class CommandsBenchmark {
    private static final int CALLERS_HTTP = 32;
    private static final int CALLERS_MAX = 128;
    private static final int NODES_EACH = 20;
    private static final int WARM_UP = 3;
    private static final String UNIT = "/s";

    private final Settings settings;
    private final Report report;
    private final Product product;
    private final PlainJdbc limit;
    private final JdbcClient jdbc;

    private CommandsBenchmark(Settings settings, Report report, Application commandSide, User user) throws Exception {
        this.settings = settings;
        this.report = report;
        this.product = new Product(new Folders(commandSide, user), user.rootFolder(), CALLERS_MAX, NODES_EACH);
        product.rename(0);
        this.limit = new PlainJdbc(commandSide.bean(DataSource.class), CALLERS_MAX, NODES_EACH);
        this.jdbc = commandSide.bean(JdbcClient.class);
    }

    public static void run(Settings settings, Stand stand, Report report) throws Exception {
        Database database = Database.start(settings, stand);
        report.note(database.settings());
        report.note(
                "limit: plain JDBC, the same rows into the same tables, one transaction per command, the same pool of connections");
        report.note(
                "product: what the controllers call (CommandTransaction), every rule, one durable transaction per command; no HTTP");
        report.note("%d rounds of %d s slices, interleaved; callers are virtual threads, each with a folder of its own"
                .formatted(settings.rounds(), settings.slice().toSeconds()));
        Application commandSide =
                stand.start(() -> Application.start(CommandSideApplication.class, database, stand.folder(), true));
        User user = User.signUp(commandSide.url(), "bench");
        CommandsBenchmark benchmark = new CommandsBenchmark(settings, report, commandSide, user);
        benchmark.warmUp();
        benchmark.compare(1, Bar.of(0.8, 0.95));
        benchmark.compare(8, Bar.NONE);
        benchmark.compare(CALLERS_HTTP, Bar.of(0.7, 1.5));
        benchmark.compare(CALLERS_MAX, Bar.NONE);
        benchmark.http(user);
    }

    private interface Act {
        void by(Contender contender, int caller) throws Exception;
    }

    /** Compilers need more than one slice, on two cores much more. */
    private void warmUp() throws Exception {
        Callers callers = new Callers(CALLERS_MAX, settings.slice());
        for (int i = 0; i < WARM_UP; i++) {
            for (Contender contender : new Contender[] {limit, product}) {
                callers.rate(contender::create, new AtomicLong());
                callers.rate(contender::rename, new AtomicLong());
            }
        }
    }

    private void compare(int callers, Bar bar) throws Exception {
        compare("create", Contender::create, callers, bar);
        compare("rename", Contender::rename, callers, bar);
    }

    private void compare(String name, Act act, int count, Bar bar) throws Exception {
        Callers callers = new Callers(count, settings.slice());
        EventCount byLimit = new EventCount(jdbc, "plain.event");
        EventCount byProduct = new EventCount(jdbc, "log.event");
        Map<String, Series> rates = new Rounds(UNIT)
                .with("limit", () -> callers.rate(caller -> act.by(limit, caller), byLimit.sent()))
                .with("product", () -> callers.rate(caller -> act.by(product, caller), byProduct.sent()))
                .run(settings.rounds());
        byLimit.check();
        byProduct.check();
        report.add(new Comparison(
                "%s, %d caller%s".formatted(name, count, count == 1 ? "" : "s"),
                series("limit", rates),
                series("product", rates),
                bar));
    }

    private void http(User user) throws Exception {
        Callers callers = new Callers(CALLERS_HTTP, settings.slice());
        EventCount events = new EventCount(jdbc, "log.event");
        try (HttpFolders folders = new HttpFolders(user)) {
            Callers.Command create = caller -> folders.create(product.parent(caller));
            for (int i = 0; i < WARM_UP; i++) {
                callers.rate(create, events.sent());
            }
            Map<String, Series> rates = new Rounds(UNIT)
                    .with("product", () -> callers.rate(create, events.sent()))
                    .run(settings.rounds());
            events.check();
            report.add(new Figure("HTTP create, 32 connections", series("product", rates), Bar.NONE));
        }
        report.note("HTTP: its client runs in the same JVM and takes its share of the cores; no Idempotency-Key");
    }

    private static Series series(String name, Map<String, Series> rates) {
        return Objects.requireNonNull(rates.get(name), name);
    }
}
