package dev.strata.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.content.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is received of a content of which another version is here. */
class DeltaDownloadTest {
    private static final int SIZE = 8 << 20;

    /** Of the largest chunk, and the list. */
    private static final long CHUNK_MAX = (256 << 10) + SIZE / 1_000;

    private final ByteArrayOutputStream target = new ByteArrayOutputStream();
    private long received;

    @TempDir
    private Path folder;

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.digest().digest(bytes));
    }

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }

    private Path base(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("base"), bytes);
    }

    private ContentServer server(byte[] content) throws IOException {
        return new ContentServer(content, CutFile.of(Files.write(folder.resolve("content"), content), null));
    }

    private Optional<String> download(ContentServer server) throws IOException {
        return server.client().now().download("f1", 2, folder.resolve("base"), target, (bytes, _) -> received = bytes);
    }

    private void assertArrives(byte[] content, ContentServer server) throws IOException {
        assertThat(download(server)).contains(sha256(content));
        assertThat(target.toByteArray()).isEqualTo(content);
    }

    @Test
    void aChangedByteBringsItsChunk() throws IOException {
        byte[] content = random(SIZE, 1);
        base(content);
        byte[] changed = content.clone();
        changed[SIZE / 2]++;
        try (ContentServer server = server(changed)) {
            assertArrives(changed, server);
            assertThat(server.ranges()).hasSize(1);
            assertThat(received).isPositive().isLessThan(CHUNK_MAX);
        }
    }

    @Test
    void whatIsInsertedInFrontMovesTheRest() throws IOException {
        byte[] content = random(SIZE, 2);
        base(content);
        byte[] changed = join(new byte[] {1}, content);
        try (ContentServer server = server(changed)) {
            assertArrives(changed, server);
            assertThat(received).isLessThan(CHUNK_MAX);
        }
    }

    @Test
    void theSameBringsNothing() throws IOException {
        byte[] content = random(SIZE, 3);
        base(content);
        try (ContentServer server = server(content)) {
            assertArrives(content, server);
            assertThat(server.ranges()).isEmpty();
        }
    }

    @Test
    void somethingElseComesWhole() throws IOException {
        byte[] content = random(SIZE, 4);
        base(random(SIZE, 5));
        try (ContentServer server = server(content)) {
            assertArrives(content, server);
            assertThat(server.ranges()).containsExactly("bytes=0-" + (SIZE - 1));
        }
    }

    @Test
    void manyChangesComeInFewAnswers() throws IOException {
        byte[] content = random(4 * SIZE, 6);
        base(content);
        byte[] changed = content.clone();
        for (int place = 0; place < changed.length; place += 400_000) {
            changed[place]++;
        }
        try (ContentServer server = server(changed)) {
            assertArrives(changed, server);
            assertThat(server.ranges()).hasSizeBetween(2, 3);
            assertThat(received).isLessThan(changed.length / 2);
        }
    }

    @Test
    void whateverWasDoneToItArrives() throws IOException {
        Random random = new Random(7);
        for (int run = 0; run < 20; run++) {
            byte[] content = random(2 << 20, run);
            base(content);
            byte[] changed = content;
            for (int edit = random.nextInt(4); edit >= 0; edit--) {
                int at = random.nextInt(changed.length);
                int cut = random.nextInt(changed.length - at);
                byte[] rest = Arrays.copyOfRange(changed, at + (random.nextBoolean() ? cut / 2 : 0), changed.length);
                changed = join(join(Arrays.copyOf(changed, at), random(random.nextInt(100_000), run)), rest);
            }
            target.reset();
            try (ContentServer server = server(changed)) {
                assertArrives(changed, server);
            }
        }
    }

    @Test
    void aBaseThatChangesMeanwhileIsSeenInTheDigest() throws IOException {
        byte[] content = random(SIZE, 8);
        Path base = base(content);
        byte[] changed = content.clone();
        changed[0]++;
        try (ContentServer server = server(changed)) {
            server.beforeItSendsBytes(() -> write(base, random(SIZE, 9)));
            assertThat(download(server))
                    .hasValueSatisfying(digest -> assertThat(digest)
                            .isEqualTo(sha256(target.toByteArray()))
                            .isNotEqualTo(sha256(changed)));
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aTicketThatExpiresIsReplaced() throws IOException {
        byte[] content = random(SIZE, 10);
        base(random(SIZE, 11));
        try (ContentServer server = server(content)) {
            server.refusesTickets(1);
            assertArrives(content, server);
        }
    }

    @Test
    void aServerThatTellsOfNoChunksIsNotAskedForBytes() throws IOException {
        byte[] content = random(SIZE, 12);
        base(content);
        try (ContentServer server = server(content)) {
            server.tellsNobodyOfChunks();
            assertThat(download(server)).isEmpty();
            assertThat(target.size()).isZero();
            assertThat(server.ranges()).isEmpty();
        }
    }
}
