package dev.strata.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.LeafBytes;
import dev.strata.kernel.content.LeafRule;
import dev.strata.kernel.content.Profile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A content of 320 pages of which the server has all but one. */
class LikeContentTest {
    private static final int PAGE = 16 << 10;
    private static final int PAGES = 320;

    @TempDir
    Path folder;

    private final byte[] content = new byte[PAGES * PAGE];
    private Path file;
    private ContentServer server;

    @BeforeEach
    void changeAPage() throws IOException {
        new SplittableRandom(1).nextBytes(content);
        file = Files.write(folder.resolve("file"), content);
        server = new ContentServer(content, CutFile.of(file, Profile.ALIGNED));
        content[PAGE + 1] ^= 1;
        Files.write(file, content);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Contents.Stored store(String fileId) throws IOException {
        return server.client().contents().store(file, "s1", fileId, Progress.NONE);
    }

    @Test
    void namesOnlyWhatTheOtherDoesNotHave() throws IOException {
        assertThat(store("f1").receipt()).isEqualTo("signed");

        ChunkId page = ChunkId.ofBytes(Arrays.copyOfRange(content, PAGE, 2 * PAGE));
        assertThat(server.questions()).singleElement().asString().contains("[\"" + page + "\"]");
        JsonNode manifest =
                JsonMapper.builder().build().readTree(server.manifests().getFirst());
        assertThat(manifest.path("sha256").asString()).isEqualTo(Digests.ofFile(file));
        assertThat(manifest.path("profile").asString()).isEqualTo("aligned");
        assertThat(manifest.has("chunks")).isFalse();
        assertThat(manifest.path("shared").path("base").asString()).isEqualTo("m1");
        assertThat(manifest.path("shared").path("parts").toString())
                .isEqualTo(("[{\"from\":0,\"count\":1,\"chunks\":[{\"id\":\"%s\",\"length\":16384}]},"
                                + "{\"from\":2,\"count\":318,\"chunks\":[]}]")
                        .formatted(page));
    }

    @Test
    void namesAllIfTheOtherHasGone() throws IOException {
        server.takesNothingByAnother();

        assertThat(store("f1").receipt()).isEqualTo("signed");

        assertThat(server.manifests()).hasSize(2);
        assertThat(server.manifests().getLast()).contains("\"chunks\":[{").doesNotContain("shared");
    }

    @Test
    void namesAllIfTheServerDoesNotTellOfTheOther() throws IOException {
        assertThat(store("unknown").receipt()).isEqualTo("signed");
        server.tellsNobodyOfChunks();
        assertThat(store("f1").receipt()).isEqualTo("signed");

        assertThat(server.manifests()).hasSize(2).noneMatch(manifest -> manifest.contains("shared"));
    }

    /** Named one by one, the chunks of a database of 2 GB would not fit into a request: its upload would fail at its end. */
    @Test
    void veryManyChunksAreNamedByLeaves() throws IOException {
        int pages = LeafRule.STANDARD.most() + 1;
        try (RandomAccessFile zeros = new RandomAccessFile(file.toFile(), "rw")) {
            zeros.setLength(0);
            zeros.setLength((long) pages * PAGE);
        }
        CutFile cut = CutFile.of(file, Profile.ALIGNED);
        server.client().contents().store(cut, "s1", Progress.NONE);

        List<String> leaves = Stream.of(
                        cut.chunks().subList(0, pages - 1), cut.chunks().subList(pages - 1, pages))
                .map(chunks -> ChunkId.ofBytes(LeafBytes.of(chunks)).hex())
                .toList();
        assertThat(server.questions()).hasSize(2);
        assertThat(server.questions().getLast()).contains(leaves);
        JsonNode manifest =
                JsonMapper.builder().build().readTree(server.manifests().getFirst());
        assertThat(manifest.has("chunks")).isFalse();
        assertThat(manifest.path("leaves").valueStream().map(JsonNode::asString))
                .isEqualTo(leaves);
    }

    @Test
    void ofAShortContentNobodyAsks() throws IOException {
        Files.write(file, Arrays.copyOf(content, (4 << 20) - 1));
        store("f1");

        assertThat(server.manifests()).singleElement().asString().doesNotContain("shared");
    }
}
