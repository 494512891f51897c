package dev.strata.benchmarks.smallfiles;

import dev.strata.benchmarks.harness.Bar;
import dev.strata.benchmarks.harness.Comparison;
import dev.strata.benchmarks.harness.Program;
import dev.strata.benchmarks.harness.Report;
import dev.strata.benchmarks.harness.Rounds;
import dev.strata.benchmarks.harness.Series;
import dev.strata.benchmarks.harness.Settings;
import dev.strata.benchmarks.product.JavaProcess;
import dev.strata.benchmarks.product.Nginx;
import dev.strata.benchmarks.product.Stand;
import dev.strata.benchmarks.product.User;
import dev.strata.client.StrataClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Files of 8 KiB from 16 connections: durable, and in the tree; each by itself, and many in one request. */
public final class SmallFilesBenchmark {
    private static final int FILES = 10_000;

    /** Of ten thousand files each: more would say the same. */
    private static final int ROUNDS_MAX = 3;

    private static final String FORCED = "file + fsync";
    private static final String PEER = "nginx PUT";
    private static final String UPLOAD = "upload";
    private static final String BATCHED = "batched upload";

    private SmallFilesBenchmark() {}

    public static void run(Settings settings, Stand stand, Report report) throws Exception {
        report.note("standalone in a process of its own (-Xmx512m, embedded durable PostgreSQL); %d files a slice"
                .formatted(FILES));
        report.note("the peer of bar 12, SabreDAV, is not measured here, so must and aim are left out");
        JavaProcess standalone = stand.start(() -> JavaProcess.standalone(stand.folder()));
        User user = User.signUp(standalone.url(), "bench");
        StrataClient client = user.client();
        String space = client.me().homeSpaceId();
        SmallFiles files = new SmallFiles(FILES);
        Rounds rounds = new Rounds(SmallFiles.UNIT)
                .with(FORCED, () -> files.forced(stand.folder()))
                .with(UPLOAD, () -> files.put(user.url() + "/v1/content", "Bearer " + user.signIn()))
                .with(
                        BATCHED,
                        () -> files.batched(client, space, user.rootFolder().toString(), stand.folder()));
        boolean peer = Program.exists("nginx");
        if (peer) {
            report.note("nginx (WebDAV) forces nothing to the disk");
            String url = stand.start(() -> Nginx.start(stand.folder())).url();
            rounds.with(PEER, () -> files.put(url, ""));
        } else {
            report.note("nginx is not measured: there is none on this machine");
        }
        Map<String, Series> rates = rounds.run(Math.min(ROUNDS_MAX, settings.rounds()));
        for (String product : List.of(UPLOAD, BATCHED)) {
            compare(report, FORCED, product, rates);
            if (peer) {
                compare(report, PEER, product, rates);
            }
        }
    }

    private static void compare(Report report, String limit, String product, Map<String, Series> rates) {
        report.add(new Comparison(product + " : " + limit, series(limit, rates), series(product, rates), Bar.NONE));
    }

    private static Series series(String name, Map<String, Series> rates) {
        return Objects.requireNonNull(rates.get(name), name);
    }
}
