package dev.strata.benchmarks.large;

import dev.strata.benchmarks.harness.Bar;
import dev.strata.benchmarks.harness.Comparison;
import dev.strata.benchmarks.harness.Report;
import dev.strata.benchmarks.harness.Series;
import dev.strata.benchmarks.harness.Settings;
import dev.strata.benchmarks.product.JavaProcess;
import dev.strata.benchmarks.product.RandomStream;
import dev.strata.benchmarks.product.Stand;
import dev.strata.benchmarks.product.User;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One file of twenty times the size in and out of a Strata that has 512 MiB of heap, and what it takes meanwhile. */
public final class LargeBenchmark {
    private static final int TIMES = 20;
    private static final int PARTS = 10;
    private static final String UNIT = "MiB/s";
    private static final int BUFFER = 1 << 20;

    private final Report report;
    private final JavaProcess standalone;
    private final User user;
    private final long size;

    private LargeBenchmark(Report report, JavaProcess standalone, User user, long size) {
        this.report = report;
        this.standalone = standalone;
        this.user = user;
        this.size = size;
    }

    public static void run(Settings settings, Stand stand, Report report) throws Exception {
        long size = TIMES * settings.size();
        long free = Files.getFileStore(stand.folder()).getUsableSpace();
        if (free < size + (2L << 30)) {
            report.note("not measured: %d MiB are needed on the disk, %d are free; choose a smaller --size"
                    .formatted(size >> 20, free >> 20));
            return;
        }
        report.note("standalone in a process of its own (-Xmx512m, ends itself when that is not enough); %d MiB"
                .formatted(size >> 20));
        JavaProcess standalone = stand.start(() -> JavaProcess.standalone(stand.folder()));
        User user = User.signUp(standalone.url(), "bench");
        LargeBenchmark benchmark = new LargeBenchmark(report, standalone, user, size);
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            benchmark.upload(http);
            benchmark.download(http);
        }
    }

    private void upload(HttpClient http) throws Exception {
        Course course = new Course();
        InputStream watched = course.of(new RandomStream(1, size));
        HttpResponse<String> answer = http.send(
                request()
                        .PUT(BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> watched), size))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new IOException("%d %s".formatted(answer.statusCode(), answer.body()));
        }
        course.report("upload");
    }

    /** Every byte is compared with what was sent. */
    private void download(HttpClient http) throws Exception {
        Course course = new Course();
        HttpResponse<InputStream> answer = http.send(request().build(), HttpResponse.BodyHandlers.ofInputStream());
        byte[] found = new byte[BUFFER];
        byte[] sent = new byte[BUFFER];
        try (InputStream body = course.of(answer.body());
                InputStream expected = new RandomStream(1, size)) {
            long left = size;
            while (left > 0) {
                int length = (int) Math.min(left, BUFFER);
                if (body.readNBytes(found, 0, length) < length
                        || expected.readNBytes(sent, 0, length) < length
                        || !Arrays.equals(found, sent)) {
                    throw new IOException("not the bytes that were sent, %d before the end".formatted(left));
                }
                left -= length;
            }
        }
        course.report("download");
    }

    private HttpRequest.Builder request() throws Exception {
        return HttpRequest.newBuilder(URI.create(user.url() + "/v1/content/large"))
                .header("Authorization", "Bearer " + user.signIn());
    }

    /** How fast each tenth went, and what the process held then. */
    private final class Course {
        private final List<Double> rates = new ArrayList<>();
        private final List<Long> resident = new ArrayList<>();
        private final long part = size / PARTS;
        private long passed;
        private long began = System.nanoTime();

        InputStream of(InputStream bytes) {
            return new InputStream() {
                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    int read = bytes.read(target, offset, length);
                    pass(Math.max(0, read));
                    return read;
                }

                @Override
                public void close() throws IOException {
                    bytes.close();
                }
            };
        }

        private void pass(int bytes) throws IOException {
            long before = passed / part;
            passed += bytes;
            if (passed / part > before && rates.size() < PARTS) {
                long now = System.nanoTime();
                rates.add(part / ((now - began) / 1e9) / (1 << 20));
                resident.add(standalone.residentBytes());
                began = now;
            }
        }

        void report(String what) {
            int half = rates.size() / 2;
            report.add(new Comparison(
                    what + ", second half : first half",
                    new Series("first half", UNIT, rates.subList(0, half)),
                    new Series("second half", UNIT, rates.subList(half, 2 * half)),
                    Bar.NONE));
            report.note("%s: the process held %s MiB after each tenth"
                    .formatted(
                            what,
                            resident.stream()
                                    .map(bytes -> bytes < 0 ? "?" : Long.toString(bytes >> 20))
                                    .toList()));
        }
    }
}
