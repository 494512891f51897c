package dev.strata.benchmarks.lag;

import dev.strata.benchmarks.harness.Bar;
import dev.strata.benchmarks.harness.Report;
import dev.strata.benchmarks.harness.Settings;
import dev.strata.benchmarks.product.Application;
import dev.strata.benchmarks.product.Database;
import dev.strata.benchmarks.product.Folders;
import dev.strata.benchmarks.product.JavaProcess;
import dev.strata.benchmarks.product.OneProcess;
import dev.strata.benchmarks.product.Stand;
import dev.strata.benchmarks.product.User;
import dev.strata.command.CommandSideApplication;
import dev.strata.kernel.id.NodeId;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** How long a committed folder is missing from the listing. */
public final class LagBenchmark {
    private LagBenchmark() {}

    public static void run(Settings settings, Stand stand, Report report) throws Exception {
        report.note(
                "from the answer of the command, which comes just after its commit, until a reader sees the row of the listing");
        report.note("one command every 20 to 50 ms on an idle system, called where the controllers call it; no HTTP");
        Database database = Database.start(settings, stand);
        report.note(database.settings());
        try (Application all = Application.start(OneProcess.class, database, stand.folder(), true)) {
            measure("same process", all, database, settings, Bar.of(15, 6), report);
        }
        try (Application commandSide =
                        Application.start(CommandSideApplication.class, database, stand.folder(), false);
                JavaProcess querySide = JavaProcess.querySide(database, stand.folder())) {
            measure("other process", commandSide, database, settings, Bar.of(25, 10), report);
            querySide.demandAlive();
        }
    }

    private static void measure(
            String name, Application commandSide, Database database, Settings settings, Bar bar, Report report)
            throws Exception {
        User user = User.signUp(commandSide.url(), name.replace(' ', '-'));
        Folders folders = new Folders(commandSide, user);
        AtomicLong count = new AtomicLong();
        Supplier<NodeId> create = () -> folders.create(user.rootFolder(), "folder-" + count.incrementAndGet());
        try (Watcher watcher = new Watcher(database.connect())) {
            Lags lags = new Lags(create, watcher);
            lags.take(settings.samples());
            lags.report(name, bar, report);
        }
    }
}
