package dev.strata.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.StrataProcess;
import dev.strata.endtoend.process.Workplace;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A file much larger than the server's memory, up and down. By default 1 GB through 192 MB of heap; for 5 GB through
 * 512 MB run {@code mvn verify -am -pl infra/end-to-end -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false
 * -Dit.test=LargeUploadIT -Dstrata.large.megabytes=5000 -Dstrata.large.heap=512m}.
 */
class LargeUploadIT {
    private static final long MEGABYTE = 1_000_000;
    private static final long WANTED = Long.getLong("strata.large.megabytes", 1_000) * MEGABYTE;
    private static final String HEAP = System.getProperty("strata.large.heap", "192m");
    /** Hashes several times as fast as the one that is young processes' own. */
    private static final String FAST_COMPILER = "-XX:TieredStopAtLevel=4";

    private static final Duration TRANSFER_WITHIN = Duration.ofMinutes(10);

    @Test
    void memoryStaysFlat() throws IOException {
        long size = affordable();
        try (StrataProcess strata =
                StrataProcess.start("large", List.of("-Xmx" + HEAP, "-XX:+ExitOnOutOfMemoryError", FAST_COMPILER))) {
            Person person = Person.signUp(strata.url());
            long begun = System.nanoTime();
            String sent = upload(person, size);
            long stored = System.nanoTime();

            assertThat(download(person)).isEqualTo(sent);

            System.out.printf(
                    "large upload: %d MB through a heap of %s: up %d MB/s, down %d MB/s, resident at most %s%n",
                    size / MEGABYTE,
                    HEAP,
                    perSecond(size, stored - begun),
                    perSecond(size, System.nanoTime() - stored),
                    residentAtMost(strata.pid()));
        }
    }

    /** What was wanted, or what fits: the disk holds it once, and must not become full. */
    private static long affordable() throws IOException {
        long free = Files.getFileStore(Workplace.folder("probe")).getUsableSpace();
        long size = Math.min(WANTED, free / 2);
        if (size < WANTED) {
            System.out.printf(
                    "large upload: ONLY %d MB instead of %d MB, because the disk has %d MB free%n",
                    size / MEGABYTE, WANTED / MEGABYTE, free / MEGABYTE);
        }
        return size;
    }

    private static String upload(Person person, long size) {
        ContentStream content = new ContentStream(size);
        Answer answer = Answer.of(person.api()
                .exchange(
                        person.api()
                                .request("/v1/content/large.bin")
                                .timeout(TRANSFER_WITHIN)
                                .PUT(BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> content), size))
                                .build(),
                        BodyHandlers.ofByteArray()));
        String sha256 = content.sha256();
        assertThat(answer.is(201).text("sha256")).isEqualTo(sha256);
        assertThat(answer.number("size")).isEqualTo(size);
        return sha256;
    }

    private static String download(Person person) throws IOException {
        HttpResponse<InputStream> answer = person.api()
                .exchange(
                        person.api()
                                .request("/v1/content/large.bin")
                                .timeout(TRANSFER_WITHIN)
                                .build(),
                        BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        MessageDigest digest = Bytes.digest();
        try (InputStream body = answer.body()) {
            byte[] buffer = new byte[64 << 10];
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static long perSecond(long bytes, long nanos) {
        return bytes * 1_000 / Math.max(1, nanos);
    }

    /** As Linux counts it: with heap, code, stacks and buffers. */
    private static String residentAtMost(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (Files.notExists(status)) {
            return "unknown";
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1_000 + " MB")
                    .findFirst()
                    .orElse("unknown");
        }
    }
}
