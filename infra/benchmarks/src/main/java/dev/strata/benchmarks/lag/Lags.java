package dev.strata.benchmarks.lag;

import dev.strata.benchmarks.harness.Bar;
import dev.strata.benchmarks.harness.Figure;
import dev.strata.benchmarks.harness.Report;
import dev.strata.benchmarks.harness.Series;
import dev.strata.kernel.id.NodeId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Takes the samples of one way to run the sides. */
final class Lags {
    private static final int WARM_UP = 50;
    private static final int GAP_MILLIS_MIN = 20;
    private static final int GAP_MILLIS_MAX = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String UNIT = "ms";

    private final SplittableRandom random = new SplittableRandom(1);
    private final Supplier<NodeId> create;
    private final Watcher watcher;
    private final List<Double> toCommit = new ArrayList<>();
    private final List<Double> toRead = new ArrayList<>();
    private final List<Double> toVisible = new ArrayList<>();

    /** @param create sends a command and returns when it is durable */
    @SuppressWarnings("MissingSummary") // the type says it
    Lags(Supplier<NodeId> create, Watcher watcher) {
        this.create = create;
        this.watcher = watcher;
    }

    void take(int samples) throws SQLException, InterruptedException {
        for (int i = -WARM_UP; i < samples; i++) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(GAP_MILLIS_MIN, GAP_MILLIS_MAX));
            sample(i >= 0);
        }
    }

    private void sample(boolean counts) throws SQLException {
        long sent = System.nanoTime();
        NodeId node = create.get();
        long committed = System.nanoTime();
        watcher.await(node, PATIENCE);
        long visible = System.nanoTime();
        if (!watcher.sees(node)) {
            throw new IllegalStateException("a node was visible and is not any more: " + node);
        }
        long read = System.nanoTime();
        if (counts) {
            toCommit.add((committed - sent) / 1e6);
            toVisible.add((visible - committed) / 1e6);
            toRead.add((read - visible) / 1e6);
        }
    }

    void report(String name, Bar bar, Report report) {
        report.add(new Figure(name + ": commit to visible", new Series("commit to visible", UNIT, toVisible), bar));
        report.add(new Figure("  beside it: the command itself", new Series("command", UNIT, toCommit), Bar.NONE));
        report.add(new Figure("  beside it: one indexed read", new Series("read", UNIT, toRead), Bar.NONE));
        report.note(String.format(
                Locale.ROOT,
                "looked every %.2f ms; the command and one read are what no projection can beat",
                watcher.resolutionMillis()));
    }
}
