package dev.strata.benchmarks.cutting;

import dev.strata.benchmarks.harness.Bar;
import dev.strata.benchmarks.harness.Comparison;
import dev.strata.benchmarks.harness.Figure;
import dev.strata.benchmarks.harness.Program;
import dev.strata.benchmarks.harness.Report;
import dev.strata.benchmarks.harness.Rounds;
import dev.strata.benchmarks.harness.Series;
import dev.strata.benchmarks.harness.Settings;
import dev.strata.benchmarks.product.Stand;
import java.util.Map;
import java.util.Objects;

/** Cuts random bytes in memory, on one core. */
public final class CuttingBenchmark {
    private static final String CUT = "cut";
    private static final String SEAL = "cut, hash, seal";
    private static final String HASH = "SHA-256 (JDK)";
    private static final String PLAIN = "plain loop";
    private static final String OPENSSL = "openssl dgst -sha256";
    private static final Bar RATE = new Bar(2500.0, null);
    private static final Bar CUT_BAR = Bar.of(1.5, 2);
    private static final Bar SEAL_BAR = Bar.of(0.7, 0.9);

    private CuttingBenchmark() {}

    public static void run(Settings settings, Stand stand, Report report) throws Exception {
        Work work = new Work(stand.folder(), settings.slice());
        report.note("64 MiB of random bytes in memory, profile default: " + work.compareCuts());
        report.note("rates are of processor time, not of the clock: others may be at work on this machine");
        boolean openssl = Program.exists("openssl");
        Rounds rounds = new Rounds(Work.UNIT)
                .with(HASH, work::hash)
                .with(CUT, work::cut)
                .with(PLAIN, work::cutPlainly)
                .with(SEAL, work::seal);
        Map<String, Series> rates =
                (openssl ? rounds.with(OPENSSL, work::hashByOpenssl) : rounds).run(settings.rounds());
        report.add(new Figure(CUT, series(CUT, rates), RATE));
        compare(report, CUT, HASH, rates, CUT_BAR);
        compare(report, CUT, PLAIN, rates, Bar.NONE);
        compare(report, SEAL, HASH, rates, Bar.NONE);
        if (openssl) {
            compare(report, SEAL, OPENSSL, rates, SEAL_BAR);
        } else {
            report.note("not measured: there is no openssl on this machine");
        }
    }

    private static void compare(Report report, String product, String limit, Map<String, Series> rates, Bar bar) {
        report.add(new Comparison(product + " : " + limit, series(limit, rates), series(product, rates), bar));
    }

    private static Series series(String name, Map<String, Series> rates) {
        return Objects.requireNonNull(rates.get(name), name);
    }
}
