package dev.strata.benchmarks.tue;

import dev.strata.benchmarks.harness.Bar;
import dev.strata.benchmarks.harness.Figure;
import dev.strata.benchmarks.harness.Report;
import dev.strata.benchmarks.harness.Series;
import dev.strata.benchmarks.harness.Settings;
import dev.strata.benchmarks.product.JavaProcess;
import dev.strata.benchmarks.product.RandomStream;
import dev.strata.benchmarks.product.Stand;
import dev.strata.benchmarks.product.SyncedFolder;
import dev.strata.benchmarks.product.User;
import dev.strata.client.Digests;
import dev.strata.client.StrataClient;
import dev.strata.client.StrataProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Counts what an agent that runs sends and receives from a change of its folder until both sides are the same again. No
 * time is measured.
 */
public final class TueBenchmark {
    private static final Bar CHANGE = Bar.of(512, 128);
    private static final Bar RENAME = Bar.of(16, 2);

    /** What the bar calls 1 GB. */
    private static final long LARGE = 1_000_000_000;

    private static final long SPARSE_FILE_MAX = 1L << 30;
    private static final int SMALL_FILES = 1_000;
    private static final int SMALL_BYTES = 1_000;
    private static final int SIZES_RATIO = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final long PAUSE_MILLIS = 100;

    private final Report report;
    private final Path outside;
    private final SyncedFolder synced;
    private final CountingProxy proxy;
    private final StrataClient witness;
    private final Clock clock = Clock.systemUTC();

    private TueBenchmark(Report report, Path outside, SyncedFolder synced, CountingProxy proxy, StrataClient witness) {
        this.report = report;
        this.outside = outside;
        this.synced = synced;
        this.proxy = proxy;
        this.witness = witness;
    }

    /** Something that a user does in one moment. */
    private interface Change {
        void run() throws IOException;
    }

    public static void run(Settings settings, Stand stand, Report report) throws Exception {
        report.note(
                "every byte of HTTP between an agent that runs and the server, both ways, counted by a proxy: from the"
                        + " change until both sides are the same and nothing has been said for %d s"
                                .formatted(QUIET.toSeconds()));
        report.note("at most, not at least; where one byte changes, bytes per changed byte are the same figure");
        JavaProcess standalone = stand.start(() -> JavaProcess.standalone(stand.folder()));
        User user = User.signUp(standalone.url(), "bench");
        CountingProxy proxy = stand.start(() -> CountingProxy.before(standalone.url()));
        Path root = Files.createDirectories(stand.folder().resolve("synced"));
        Path outside = Files.createDirectories(stand.folder().resolve("outside"));
        SyncedFolder synced = stand.start(() -> new SyncedFolder(root, proxy.url(), user));
        TueBenchmark benchmark = new TueBenchmark(report, outside, synced, proxy, user.client());
        benchmark.fill(Math.min(LARGE, settings.size()), settings.sparse());
        benchmark.changes();
        benchmark.renames(settings.sparse());
    }

    private Path path(String name) {
        return synced.root().resolve(name);
    }

    private void fill(long large, long sparse) throws Exception {
        try (InputStream bytes = new RandomStream(1, large)) {
            Files.copy(bytes, path("large"));
        }
        for (int i = 0; i < SMALL_FILES; i++) {
            Files.write(
                    Files.createDirectories(path("many")).resolve("file-" + i),
                    new RandomStream(2 + i, SMALL_BYTES).readAllBytes());
        }
        zeros(path("zeros"), sparse);
        zeros(path("fewer-zeros"), sparse / SIZES_RATIO);
        Instant begun = clock.instant();
        synced.start();
        synced.awaitInSync(begun);
        awaitQuiet();
        report.note(
                "the agent has brought %,d random bytes in one file, %,d small files and %,d MiB of zeros to the server:"
                                .formatted(large, SMALL_FILES, (sparse + sparse / SIZES_RATIO) >> 20)
                        + " %,d MiB sent".formatted(proxy.sent() >> 20));
    }

    /** Sparse files, each another one. */
    private static void zeros(Path folder, long size) throws IOException {
        Files.createDirectories(folder);
        long left = size;
        for (int i = 0; left > 0; i++) {
            try (RandomAccessFile file =
                    new RandomAccessFile(folder.resolve("zeros-" + i).toFile(), "rw")) {
                file.setLength(Math.min(left, SPARSE_FILE_MAX));
                file.writeInt(i);
            }
            left -= SPARSE_FILE_MAX;
        }
    }

    private void changes() throws Exception {
        Path large = path("large");
        long size = Files.size(large);
        measure("1 byte of %,d changed".formatted(size), "large", CHANGE, () -> flip(large, size / 2));
        measure("1 byte of %,d changed, elsewhere".formatted(size), "large", CHANGE, () -> flip(large, size / 3));
        Path longer = outside.resolve("longer");
        try (OutputStream out = Files.newOutputStream(longer)) {
            out.write(42);
            Files.copy(large, out);
        }
        measure("1 byte put in front of them", "large", CHANGE, () -> move(longer, large));
        Path copy = outside.resolve("copy");
        Files.copy(large, copy);
        measure("a copy of that file", "copy", Bar.NONE, () -> move(copy, path("copy")));
        measure("that copy renamed", "renamed", RENAME, () -> move(path("copy"), path("renamed")));
    }

    private void renames(long sparse) throws Exception {
        measure(
                "a folder of %,d files renamed".formatted(SMALL_FILES),
                "many-renamed",
                RENAME,
                () -> move(path("many"), path("many-renamed")));
        measure(
                "a folder of %,d MiB renamed".formatted((sparse / SIZES_RATIO) >> 20),
                "fewer-zeros-renamed",
                RENAME,
                () -> move(path("fewer-zeros"), path("fewer-zeros-renamed")));
        measure(
                "a folder of %,d MiB renamed".formatted(sparse >> 20),
                "zeros-renamed",
                RENAME,
                () -> move(path("zeros"), path("zeros-renamed")));
        report.note(
                "the bar is for 100 GB: --sparse 100GB takes as long as it takes to read and hash so many zeros; the last"
                        + " two lines say whether the size matters");
    }

    private static void flip(Path file, long place) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(place);
            int before = bytes.read();
            bytes.seek(place);
            bytes.write(before ^ 1);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** @param name what is there when the change is on the server, and how it is */
    @SuppressWarnings("MissingSummary")
    private void measure(String what, String name, Bar bar, Change change) throws Exception {
        long sent = proxy.sent();
        long received = proxy.received();
        Instant begun = clock.instant();
        change.run();
        String expected = Files.isRegularFile(path(name)) ? Digests.ofFile(path(name)) : "";
        await(name, expected);
        synced.awaitInSync(begun);
        awaitQuiet();
        sent = proxy.sent() - sent;
        received = proxy.received() - received;
        report.add(new Figure(what, new Series(what, "KiB", List.of((sent + received) / 1024.0)), bar));
        report.note("%,d bytes sent, %,d received".formatted(sent, received));
    }

    private void await(String name, String sha256) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!digest(name).equals(Optional.of(sha256))) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the change of %s has not come to the server".formatted(name));
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    /** What the server has there now: empty for a folder. */
    private Optional<String> digest(String name) throws IOException {
        try {
            String sha256 = witness.at("/" + name).sha256();
            return Optional.of(sha256 == null ? "" : sha256);
        } catch (StrataProblem problem) {
            if (problem.status() == 404) {
                return Optional.empty();
            }
            throw problem;
        }
    }

    private void awaitQuiet() throws InterruptedException {
        long said = -1;
        long since = System.nanoTime();
        while (System.nanoTime() - since < QUIET.toNanos()) {
            long now = proxy.sent() + proxy.received();
            if (now != said) {
                said = now;
                since = System.nanoTime();
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }
}
