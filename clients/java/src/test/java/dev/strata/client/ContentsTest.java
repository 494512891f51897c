package dev.strata.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.client.StubServer.Asked;
import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.Profile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ContentsTest {
    private static final String STORED = "{\"manifestId\":\"m1\",\"size\":40000,\"receipt\":\"signed\"}";
    private static final String NODE =
            "{\"id\":\"n1\",\"number\":5,\"spaceId\":\"s1\",\"kind\":\"file\",\"name\":\"a\",\"version\":3}";
    private static final byte[] CONTENT = random(40_000);
    private static final List<ChunkId> PAGES = IntStream.of(0, 16_384, 32_768)
            .mapToObj(from -> ChunkId.ofBytes(page(from)))
            .toList();

    @TempDir
    Path folder;

    private StubServer server;
    private Contents contents;
    private Path file;

    @BeforeEach
    void signIn() throws IOException {
        server = new StubServer().signedIn();
        StrataClient client = new StrataClient(server.url());
        client.signIn("anna", "secret", null);
        contents = client.contents();
        file = Files.write(folder.resolve("file"), CONTENT);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sendsTheChunksThatAreMissingAndThenTheManifest() throws IOException {
        server.then(200, missing(PAGES.get(1))).then(200, "{}").then(201, STORED);

        Contents.Stored stored = contents.store(CutFile.of(file, Profile.ALIGNED), "s1", Progress.NONE);

        assertThat(stored.receipt()).isEqualTo("signed");
        Asked sent = server.asked().get(2);
        assertThat(sent.path()).isEqualTo("/v1/chunks?space=s1");
        assertThat(sent.header("Content-Type")).isEqualTo("application/vnd.strata.chunks");
        assertThat(sent.body())
                .isEqualTo(ByteBuffer.allocate(36 + 16_384)
                        .put(PAGES.get(1).digest())
                        .putInt(16_384)
                        .put(page(16_384))
                        .array());
        JsonNode manifest = JsonMapper.builder().build().readTree(server.last().body());
        assertThat(manifest.path("profile").asString()).isEqualTo("aligned");
        assertThat(manifest.path("sha256").asString())
                .isEqualTo(ChunkId.ofBytes(CONTENT).hex());
        assertThat(manifest.path("chunks")
                        .valueStream()
                        .map(chunk -> chunk.path("id").asString()))
                .isEqualTo(PAGES.stream().map(ChunkId::hex).toList());
        assertThat(manifest.path("chunks").get(2).path("length").asInt()).isEqualTo(40_000 - 2 * 16_384);
    }

    @Test
    void sendsNoChunkThatTheSpaceHas() throws IOException {
        server.then(200, missing()).then(201, STORED);

        contents.store(CutFile.of(file, Profile.ALIGNED), "s1", Progress.NONE);

        assertThat(server.asked().stream().map(Asked::path))
                .endsWith("/v1/chunks/missing", "/v1/manifests")
                .doesNotContain("/v1/chunks?space=s1");
    }

    @Test
    void sendsAChunkThatRepeatsOnce() throws IOException {
        Files.write(file, new byte[3 * 16_384]);
        server.then(200, missing(ChunkId.ofBytes(new byte[16_384])))
                .then(200, "{}")
                .then(201, STORED);

        contents.store(CutFile.of(file, Profile.ALIGNED), "s1", Progress.NONE);

        assertThat(server.asked().get(2).body()).hasSize(36 + 16_384);
    }

    @Test
    void smallFilesGoTogether() throws IOException {
        Path first = Files.writeString(folder.resolve("first"), "one");
        Path second = Files.writeString(folder.resolve("second"), "two");
        ChunkId one = ChunkId.ofBytes("one".getBytes(StandardCharsets.US_ASCII));
        ChunkId two = ChunkId.ofBytes("two".getBytes(StandardCharsets.US_ASCII));
        server.then(200, missing(one, two))
                .then(200, "{}")
                .then(201, "{\"manifests\":[%s,%s]}".formatted(STORED, STORED));

        List<Contents.Stored> stored = contents.storeAll(List.of(first, second), "s1", Progress.NONE);

        assertThat(stored).hasSize(2);
        assertThat(server.asked().stream().map(Asked::path))
                .endsWith("/v1/chunks/missing", "/v1/chunks?space=s1", "/v1/manifests/batch");
        assertThat(server.asked().get(2).body()).hasSize(2 * (36 + 3));
        JsonNode sent = JsonMapper.builder().build().readTree(server.last().body());
        assertThat(sent.path("spaceId").asString()).isEqualTo("s1");
        assertThat(sent.path("manifests")
                        .valueStream()
                        .map(content -> content.path("sha256").asString()))
                .containsExactly(one.hex(), two.hex());
    }

    @Test
    void noFilesAreNoRequest() throws IOException {
        assertThat(contents.storeAll(List.of(), "s1", Progress.NONE)).isEmpty();
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void soManyFilesFitIntoNoRequest() {
        List<Path> many = Collections.nCopies(Contents.FILES_MAX + 1, file);

        assertThatThrownBy(() -> contents.storeAll(many, "s1", Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1000");
    }

    @Test
    void anUnknownFileIsCutAsItsContentSuggests() throws IOException {
        Files.writeString(file, "SQLite format 3\0", StandardCharsets.US_ASCII);
        server.then(200, missing()).then(201, STORED);

        contents.store(file, "s1", null, Progress.NONE);

        assertThat(new String(server.last().body(), StandardCharsets.UTF_8)).contains("\"profile\":\"aligned\"");
    }

    @Test
    void anEmptyFileHasNoChunksToAskFor() throws IOException {
        Files.write(file, new byte[0]);
        server.then(201, STORED);

        contents.store(file, "s1", null, Progress.NONE);

        assertThat(new String(server.last().body(), StandardCharsets.UTF_8)).contains("\"chunks\":[]");
    }

    @Test
    void largeFilesGoInSeveralBodies() throws IOException {
        byte[] large = random(20_000_000);
        Files.write(file, large);
        List<ChunkId> chunks = CutFile.of(file, Profile.BULK).chunks().stream()
                .map(chunk -> chunk.id())
                .toList();
        server.then(200, missing(chunks.toArray(ChunkId[]::new)));
        server.then(200, "{}").then(200, "{}").then(200, "{}").then(201, STORED);

        contents.store(CutFile.of(file, Profile.BULK), "s1", Progress.NONE);

        int sent = server.asked().subList(2, 5).stream()
                .mapToInt(asked -> asked.body().length)
                .sum();
        assertThat(sent).isEqualTo(20_000_000 + 36 * chunks.size());
    }

    @Test
    void severalBodiesGoAtOnce() throws IOException {
        Files.write(file, random(30_000_000));
        try (ChunkServer space = new ChunkServer()) {
            space.answersOnceThereAreTwo();
            space.contents().store(CutFile.of(file, Profile.BULK), "s1", Progress.NONE);
            assertThat(space.mostAtOnce()).isBetween(2, 4);
        }
    }

    @Test
    void whatHasArrivedIsNotSentAgain() throws IOException {
        Files.write(file, random(30_000_000));
        List<ChunkId> ids = CutFile.of(file, Profile.BULK).chunks().stream()
                .map(ManifestEntry::id)
                .toList();
        try (ChunkServer space = new ChunkServer()) {
            space.refusesAfter(1);
            assertThatThrownBy(() -> space.contents().store(CutFile.of(file, Profile.BULK), "s1", Progress.NONE))
                    .isInstanceOf(StrataProblem.class);
            assertThat(space.arrived()).isNotEmpty().hasSizeLessThan(ids.size());

            space.refusesAfter(Integer.MAX_VALUE);
            space.contents().store(CutFile.of(file, Profile.BULK), "s1", Progress.NONE);
            assertThat(space.arrived()).containsExactlyInAnyOrderElementsOf(ids);
        }
    }

    @Test
    void aBodyThatIsLostIsSentAgainByItself() throws IOException {
        Files.write(file, random(20_000_000));
        List<ChunkId> ids = CutFile.of(file, Profile.BULK).chunks().stream()
                .map(ManifestEntry::id)
                .toList();
        try (ChunkServer space = new ChunkServer()) {
            space.losesTheFirstBody();
            space.contents().store(CutFile.of(file, Profile.BULK), "s1", Progress.NONE);
            assertThat(space.arrived()).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(space.questions()).isEqualTo(1);
        }
    }

    @Test
    void aFileThatChangesMeanwhileIsNotStored() throws IOException {
        server.then(200, missing(PAGES.toArray(ChunkId[]::new)));
        CutFile cut = CutFile.of(file, Profile.ALIGNED);
        Progress change = (_, _) -> change(file);

        assertThat(cut.chunks()).hasSize(3);
        assertThatThrownBy(() -> contents.store(CutFile.of(file, Profile.ALIGNED), "s1", change))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("changed while it was uploaded");
    }

    @Test
    void theReceiptBecomesAFileOrAVersion() throws IOException {
        Contents.Stored stored = new Contents.Stored("m1", 40_000, "signed");
        server.then(201, NODE).then(200, NODE);
        Node node = contents.create("p1", "a", stored);
        assertThat(server.last().path()).isEqualTo("/v1/files");

        contents.addVersion(node, stored);

        assertThat(server.last().path()).isEqualTo("/v1/files/n1/versions");
        assertThat(server.last().header("If-Match")).isEqualTo("\"3\"");
        assertThat(new String(server.last().body(), StandardCharsets.UTF_8)).isEqualTo("{\"receipt\":\"signed\"}");
    }

    private static void change(Path file) {
        try {
            Files.write(file, new byte[40_000]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(1).nextBytes(bytes);
        return bytes;
    }

    private static byte[] page(int from) {
        return Arrays.copyOfRange(CONTENT, from, Math.min(CONTENT.length, from + 16_384));
    }

    private static String missing(ChunkId... ids) {
        return "{\"missing\":[%s]}"
                .formatted(String.join(
                        ",", Arrays.stream(ids).map(id -> "\"" + id + "\"").toList()));
    }
}
