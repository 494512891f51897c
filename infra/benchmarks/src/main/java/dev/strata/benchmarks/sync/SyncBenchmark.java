package dev.strata.benchmarks.sync;

import dev.strata.benchmarks.harness.Bar;
import dev.strata.benchmarks.harness.Comparison;
import dev.strata.benchmarks.harness.Program;
import dev.strata.benchmarks.harness.Report;
import dev.strata.benchmarks.harness.Series;
import dev.strata.benchmarks.harness.Settings;
import dev.strata.benchmarks.product.JavaProcess;
import dev.strata.benchmarks.product.RandomStream;
import dev.strata.benchmarks.product.Stand;
import dev.strata.benchmarks.product.SyncedFolder;
import dev.strata.benchmarks.product.User;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.springframework.util.FileSystemUtils;

/** Keeps folders in sync that are new, that have not changed, and that another device has, beside rsync and its server. */
public final class SyncBenchmark {
    private static final int ROUNDS_MAX = 3;
    private static final int SMALL_MAX = 10_000;
    private static final int SMALL_BYTES = 8 << 10;
    private static final int SMALL_PER_FOLDER = 100;
    private static final int WARM_UP = 2_000;

    private final Settings settings;
    private final Report report;
    private final Path folder;
    private final JavaProcess standalone;
    private final RsyncDaemon rsync;
    private long seed;

    private SyncBenchmark(Settings settings, Report report, Path folder, JavaProcess standalone, RsyncDaemon rsync) {
        this.settings = settings;
        this.report = report;
        this.folder = folder;
        this.standalone = standalone;
        this.rsync = rsync;
    }

    /** Makes a folder of files that no round before has seen. */
    private interface Maker {
        void write(Path root, long seed) throws IOException;
    }

    public static void run(Settings settings, Stand stand, Report report) throws Exception {
        if (!Program.exists("rsync")) {
            report.note("not measured: there is no rsync on this machine");
            return;
        }
        report.note("limit: rsync --archive --fsync to and from its daemon on loopback");
        report.note(
                "product: strata sync --once, from the start of the process to its end; standalone in a process of its"
                        + " own (-Xmx512m, embedded durable PostgreSQL)");
        report.note("every file that comes back is compared; ratios are of times: at most, not at least");
        JavaProcess standalone = stand.start(() -> JavaProcess.standalone(stand.folder()));
        RsyncDaemon daemon = stand.start(() -> RsyncDaemon.start(stand.folder()));
        new SyncBenchmark(settings, report, stand.folder(), standalone, daemon).run();
    }

    private void run() throws Exception {
        warmUp();
        int files = settings.files();
        measure(
                "source tree, %,d files".formatted(files),
                files,
                (root, number) -> SourceTree.write(root, files, number),
                Bar.of(5, 2),
                Bar.of(3, 1));
        int small = Math.min(files, SMALL_MAX);
        measure(
                "%,d files of 8 KiB".formatted(small),
                small,
                (root, number) -> writeSmall(root, small, number),
                Bar.NONE,
                Bar.NONE);
        measure(
                "one file of %,d MiB".formatted(settings.size() >> 20),
                1,
                (root, number) -> writeLarge(root, settings.size(), number),
                Bar.NONE,
                Bar.NONE);
    }

    /** Does not count, but says what the process costs that has next to nothing to do. */
    private void warmUp() throws Exception {
        Path root = folder.resolve("warm-up");
        SourceTree.write(root, WARM_UP, ++seed);
        Contender strata = strata(root);
        strata.send();
        strata.receive();
        Path empty = Files.createDirectories(folder.resolve("empty"));
        try (SyncedFolder nothing = new SyncedFolder(empty, User.signUp(standalone.url(), "nobody"))) {
            nothing.syncOnce();
            report.note("%.1f s of each time are the start, the sign-in and the end: that is what an empty folder takes"
                    .formatted(nothing.syncOnce()));
        }
    }

    private static void writeSmall(Path root, int files, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = new byte[SMALL_BYTES];
        for (int i = 0; i < files; i++) {
            random.nextBytes(bytes);
            Path in = Files.createDirectories(root.resolve("folder-" + i / SMALL_PER_FOLDER));
            Files.write(in.resolve("file-" + i), bytes);
        }
    }

    private static void writeLarge(Path root, long size, long seed) throws IOException {
        Files.createDirectories(root);
        try (InputStream bytes = new RandomStream(seed, size)) {
            Files.copy(bytes, root.resolve("large"));
        }
    }

    private void measure(String name, int files, Maker maker, Bar first, Bar again) throws Exception {
        Course limit = new Course();
        Course product = new Course();
        for (int round = 0; round < Math.min(settings.rounds(), ROUNDS_MAX); round++) {
            Path root = folder.resolve("files-" + ++seed);
            maker.write(root, seed);
            Contender peer = rsync(root);
            Contender strata = strata(root);
            if (round % 2 == 0) {
                run(limit, peer, root);
                run(product, strata, root);
            } else {
                run(product, strata, root);
                run(limit, peer, root);
            }
            delete(root, peer.received(), strata.received());
        }
        compare(name + ", first", limit.first(), product.first(), first, files);
        compare(name + ", nothing changed", limit.again(), product.again(), again, files);
        compare(name + ", to another device", limit.back(), product.back(), Bar.NONE, files);
    }

    /** What others have written must not be this one's burden. */
    private static void run(Course course, Contender contender, Path root) throws Exception {
        Program.run("sync");
        course.run(contender, root);
    }

    private void compare(String name, List<Double> limit, List<Double> product, Bar bar, int files) {
        Series rsyncTimes = new Series("rsync", "s", limit);
        Series strataTimes = new Series("strata sync", "s", product);
        report.add(new Comparison(name, rsyncTimes, strataTimes, bar));
        if (files > 1) {
            report.note("%s: %,.0f files/s, rsync %,.0f"
                    .formatted(name, files / strataTimes.median(), files / rsyncTimes.median()));
        }
    }

    private Contender rsync(Path root) {
        String name = String.valueOf(root.getFileName());
        Path received = root.resolveSibling(name + "-rsync");
        return new Contender() {
            @Override
            public double send() throws Exception {
                return rsync.send(root, name);
            }

            @Override
            public double receive() throws Exception {
                return rsync.receive(name, received);
            }

            @Override
            public Path received() {
                return received;
            }
        };
    }

    private Contender strata(Path root) throws Exception {
        String name = String.valueOf(root.getFileName());
        Path received = Files.createDirectories(root.resolveSibling(name + "-strata"));
        User user = User.signUp(standalone.url(), name);
        return new Contender() {
            @Override
            public double send() throws Exception {
                return sync(root);
            }

            @Override
            public double receive() throws Exception {
                return sync(received);
            }

            private double sync(Path side) throws Exception {
                try (SyncedFolder synced = new SyncedFolder(side, user)) {
                    return synced.syncOnce();
                }
            }

            @Override
            public Path received() {
                return received;
            }
        };
    }

    private static void delete(Path... folders) throws IOException {
        for (Path each : folders) {
            FileSystemUtils.deleteRecursively(each);
        }
    }
}
