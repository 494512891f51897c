package dev.strata.benchmarks.content;

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
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Whole files in and out of a standalone Strata, by the program that its users have: curl. */
public final class ContentBenchmark {
    private static final String HASH = "openssl dgst -sha256";
    private static final String COPY = "dd conv=fsync";
    private static final String READ = "plain read (dd)";
    private static final String UPLOAD = "upload";
    private static final String KNOWN = "upload of known bytes";
    private static final String DOWNLOAD = "download";
    private static final String CUT = "upload cut by the client";
    private static final String PEER_PUT = "nginx PUT";
    private static final String PEER_GET = "nginx GET";
    private static final String HASHED = "download | openssl";

    private final Settings settings;
    private final Report report;
    private final Transfers transfers;
    private final Optional<String> peer;

    private ContentBenchmark(Settings settings, Report report, Transfers transfers, Optional<String> peer) {
        this.settings = settings;
        this.report = report;
        this.transfers = transfers;
        this.peer = peer;
    }

    public static void run(Settings settings, Stand stand, Report report) throws Exception {
        for (String program : new String[] {"curl", "openssl", "dd"}) {
            if (!Program.exists(program)) {
                report.note("not measured: there is no %s on this machine".formatted(program));
                return;
            }
        }
        demandSpace(settings, stand);
        report.note(
                "standalone in a process of its own (-Xmx512m, embedded durable PostgreSQL), curl on the same machine");
        report.note(
                "%d rounds with a file of %d MiB of random bytes, another one for each upload; every hash is checked"
                        .formatted(settings.rounds(), settings.size() >> 20));
        report.note("no caches are dropped: files are read from memory by all, except where memory is short");
        report.note("peers of bar 10 that are not measured here: SabreDAV, rclone");
        JavaProcess standalone = stand.start(() -> JavaProcess.standalone(stand.folder()));
        User user = User.signUp(standalone.url(), "bench");
        Transfers transfers = new Transfers(stand.folder(), settings.size(), user);
        Optional<String> peer = Optional.empty();
        if (Program.exists("nginx")) {
            report.note("nginx (WebDAV, nothing forced to the disk, no hash) lies on the same disk");
            peer = Optional.of(stand.start(() -> Nginx.start(stand.folder())).url());
        } else {
            report.note("nginx is not measured: there is none on this machine");
        }
        ContentBenchmark benchmark = new ContentBenchmark(settings, report, transfers, peer);
        benchmark.in();
        benchmark.out();
        benchmark.cut();
    }

    /** All uploads stay, beside the file itself and one copy. */
    private static void demandSpace(Settings settings, Stand stand) throws IOException {
        long needed = (settings.rounds() + 4L) * settings.size() + (1L << 30);
        long free = Files.getFileStore(stand.folder()).getUsableSpace();
        if (free < needed) {
            throw new IOException("needs %d MiB of disk, %d are free: choose a smaller --size, or another --work"
                    .formatted(needed >> 20, free >> 20));
        }
    }

    private void in() throws Exception {
        Rounds rounds = new Rounds(Transfers.UNIT, transfers::renew)
                .with(HASH, transfers::hash)
                .with(COPY, transfers::copyDurably)
                .with(UPLOAD, transfers::upload);
        peer.ifPresent(server -> rounds.with(PEER_PUT, () -> transfers.uploadTo(server)));
        Map<String, Series> rates = rounds.run(settings.rounds());
        compare(UPLOAD, HASH, rates);
        compare(UPLOAD, COPY, rates);
        Series both = series(HASH, rates).followedBy(series(COPY, rates));
        report.add(new Comparison("upload : both, one after the other", both, series(UPLOAD, rates), Bar.NONE));
        if (peer.isPresent()) {
            report.add(new Comparison(
                    "upload : nginx PUT", series(PEER_PUT, rates), series(UPLOAD, rates), Bar.of(0.45, 0.8)));
        }
    }

    /** In rounds of its own: the server must not know the bytes yet. The last of all, because the file is another one then. */
    private void cut() throws Exception {
        Map<String, Series> rates = new Rounds(Transfers.UNIT, transfers::renew)
                .with(COPY, transfers::copyDurably)
                .with(CUT, transfers::uploadCut)
                .run(settings.rounds());
        report.add(new Comparison(CUT + " : " + COPY, series(COPY, rates), series(CUT, rates), Bar.of(0.6, 0.9)));
    }

    private void out() throws Exception {
        Rounds rounds = new Rounds(Transfers.UNIT, transfers::signIn)
                .with(HASH, transfers::hash)
                .with(READ, transfers::read)
                .with(DOWNLOAD, transfers::download)
                .with(HASHED, transfers::downloadAndHash)
                .with(KNOWN, transfers::uploadKnown);
        peer.ifPresent(server -> rounds.with(PEER_GET, () -> transfers.downloadFrom(server)));
        Map<String, Series> rates = rounds.run(settings.rounds());
        compare(DOWNLOAD, READ, rates);
        compare(HASHED, HASH, rates);
        compare(KNOWN, HASH, rates);
        if (peer.isPresent()) {
            report.add(new Comparison(
                    "download : nginx GET", series(PEER_GET, rates), series(DOWNLOAD, rates), Bar.of(0.5, 0.9)));
        }
    }

    private void compare(String product, String limit, Map<String, Series> rates) {
        report.add(new Comparison(product + " : " + limit, series(limit, rates), series(product, rates), Bar.NONE));
    }

    private static Series series(String name, Map<String, Series> rates) {
        return Objects.requireNonNull(rates.get(name), name);
    }
}
