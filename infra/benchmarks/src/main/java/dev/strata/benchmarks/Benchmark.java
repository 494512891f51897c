package dev.strata.benchmarks;

import dev.strata.benchmarks.access.AccessBenchmark;
import dev.strata.benchmarks.bulk.BulkBenchmark;
import dev.strata.benchmarks.clients.ClientsBenchmark;
import dev.strata.benchmarks.commands.CommandsBenchmark;
import dev.strata.benchmarks.content.ContentBenchmark;
import dev.strata.benchmarks.cutting.CuttingBenchmark;
import dev.strata.benchmarks.delta.DeltaBenchmark;
import dev.strata.benchmarks.feed.FeedBenchmark;
import dev.strata.benchmarks.harness.Report;
import dev.strata.benchmarks.harness.Settings;
import dev.strata.benchmarks.history.HistoryBenchmark;
import dev.strata.benchmarks.lag.LagBenchmark;
import dev.strata.benchmarks.large.LargeBenchmark;
import dev.strata.benchmarks.product.Stand;
import dev.strata.benchmarks.replay.ReplayBenchmark;
import dev.strata.benchmarks.search.SearchBenchmark;
import dev.strata.benchmarks.smallfiles.SmallFilesBenchmark;
import dev.strata.benchmarks.sync.SyncBenchmark;
import dev.strata.benchmarks.tue.TueBenchmark;

/** What can be measured. */
enum Benchmark {
    ACCESS,
    CLIENTS,
    COMMANDS,
    CONTENT,
    CUTTING,
    DELTA,
    FEED,
    LAG,
    LARGE,
    HISTORY,
    BULK,
    SEARCH,
    REPLAY,
    SMALLFILES,
    SYNC,
    TUE;

    void run(Settings settings, Stand stand, Report report) throws Exception {
        switch (this) {
            case ACCESS -> AccessBenchmark.run(settings, stand, report);
            case CLIENTS -> ClientsBenchmark.run(settings, stand, report);
            case COMMANDS -> CommandsBenchmark.run(settings, stand, report);
            case CONTENT -> ContentBenchmark.run(settings, stand, report);
            case CUTTING -> CuttingBenchmark.run(settings, stand, report);
            case DELTA -> DeltaBenchmark.run(settings, stand, report);
            case FEED -> FeedBenchmark.run(settings, stand, report);
            case LAG -> LagBenchmark.run(settings, stand, report);
            case LARGE -> LargeBenchmark.run(settings, stand, report);
            case HISTORY -> HistoryBenchmark.run(settings, stand, report);
            case BULK -> BulkBenchmark.run(settings, stand, report);
            case SEARCH -> SearchBenchmark.run(settings, stand, report);
            case REPLAY -> ReplayBenchmark.run(settings, stand, report);
            case SMALLFILES -> SmallFilesBenchmark.run(settings, stand, report);
            case SYNC -> SyncBenchmark.run(settings, stand, report);
            case TUE -> TueBenchmark.run(settings, stand, report);
        }
    }
}
