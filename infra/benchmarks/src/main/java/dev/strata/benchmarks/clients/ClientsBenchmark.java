package dev.strata.benchmarks.clients;

import dev.strata.benchmarks.clients.Crowd.Server;
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
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** 1, 4, 16 and 64 clients who send, fetch, and fetch in ranges, all with the same number of bytes in all. */
public final class ClientsBenchmark {
    private static final List<Integer> CROWDS = List.of(1, 4, 16, 64);
    private static final long TOGETHER = 256L << 20;

    private final Settings settings;
    private final Report report;
    private final User user;
    private final String peer;

    private ClientsBenchmark(Settings settings, Report report, User user, String peer) {
        this.settings = settings;
        this.report = report;
        this.user = user;
        this.peer = peer;
    }

    public static void run(Settings settings, Stand stand, Report report) throws Exception {
        if (!Program.exists("nginx")) {
            report.note("not measured: there is no nginx on this machine");
            return;
        }
        report.note("standalone in a process of its own (-Xmx512m, embedded durable PostgreSQL), %d MiB in each slice"
                .formatted(TOGETHER >> 20));
        report.note("nginx (WebDAV, nothing forced to the disk, no hash) lies on the same disk");
        JavaProcess standalone = stand.start(() -> JavaProcess.standalone(stand.folder()));
        User user = User.signUp(standalone.url(), "bench");
        String peer = stand.start(() -> Nginx.start(stand.folder())).url();
        ClientsBenchmark benchmark = new ClientsBenchmark(settings, report, user, peer);
        for (int clients : CROWDS) {
            benchmark.measure(clients);
        }
        report.note("ranges: each client is redirected once, and stays there, as players do");
        report.note("the bars are those of one client with a large file");
    }

    private void measure(int clients) throws Exception {
        try (Crowd crowd = new Crowd(clients, TOGETHER / clients)) {
            Server[] product = {product(clients)};
            Server nginx = new Server("%s/crowd-%d-".formatted(peer, clients), "");
            Map<String, Series> in = new Rounds(Crowd.UNIT, () -> product[0] = product(clients))
                    .with("nginx PUT", () -> crowd.put(nginx))
                    .with("upload", () -> crowd.put(product[0]))
                    .run(settings.rounds());
            compare("upload", "nginx PUT", clients, in, Bar.of(0.45, 0.8));
            Rounds out = new Rounds(Crowd.UNIT, () -> product[0] = product(clients))
                    .with("nginx GET", () -> crowd.get(nginx))
                    .with("download", () -> crowd.get(product[0]));
            compare("download", "nginx GET", clients, out.run(settings.rounds()), Bar.of(0.5, 0.9));
            URI peerFile = nginx.file(0).build().uri();
            URI[] file = {peerFile};
            Rounds ranges = new Rounds(Crowd.UNIT, () -> file[0] = crowd.redirected(content(clients)))
                    .with("nginx ranges", () -> crowd.getRanges(peerFile))
                    .with("ranges", () -> crowd.getRanges(file[0]));
            compare("ranges", "nginx ranges", clients, ranges.run(settings.rounds()), Bar.of(0.5, 0.9));
        }
    }

    /** A byte of the first file, by its id. */
    private HttpRequest content(int clients) throws Exception {
        String file = user.client().at("/crowd-%d-0".formatted(clients)).id();
        return HttpRequest.newBuilder(URI.create("%s/v1/files/%s/content".formatted(user.url(), file)))
                .header("Authorization", "Bearer " + user.signIn())
                .header("Range", "bytes=0-0")
                .build();
    }

    /** Signed in just now: a token is good for some minutes only. */
    private Server product(int clients) throws Exception {
        return new Server("%s/v1/content/crowd-%d-".formatted(user.url(), clients), "Bearer " + user.signIn());
    }

    private void compare(String product, String limit, int clients, Map<String, Series> rates, Bar bar) {
        report.add(new Comparison(
                "%s : %s, %d clients".formatted(product, limit, clients),
                Objects.requireNonNull(rates.get(limit), limit),
                Objects.requireNonNull(rates.get(product), product),
                bar));
    }
}
