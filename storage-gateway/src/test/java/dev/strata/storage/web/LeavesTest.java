package dev.strata.storage.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ContentReceipt;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.storage.manifest.ManifestBuilder;
import dev.strata.testing.Await;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Contents whose manifests have leaves, through real HTTP. */
class LeavesTest extends RunningGateway {
    private static final int PAGE = 16 << 10;
    private static final byte[] CONTENT = random(100 * PAGE + 100, 11);

    private ContentReceipt stored(String path) {
        return Objects.requireNonNull(SIDES.file(alice, path)).content();
    }

    private int needed(ContentReceipt content) throws Exception {
        List<ChunkId> ids = new ArrayList<>();
        manifests.chunkIds(content.manifestId(), ids::add);
        return ids.size();
    }

    @Test
    void aStreamOfManyChunksComesBackWholeAndInRanges() throws Exception {
        assertThat(upload(alice, "/large?profile=aligned", CONTENT).statusCode())
                .isEqualTo(201);

        assertThat(needed(stored("/large"))).isGreaterThan(101 + 7);
        assertThat(download(alice, "/large").body()).isEqualTo(CONTENT);
        for (int from = 0; from < CONTENT.length; from += 31 * PAGE + 7) {
            int until = Math.min(CONTENT.length, from + 2 * PAGE);
            HttpResponse<byte[]> part = download(alice, "/large", "Range", "bytes=%d-%d".formatted(from, until - 1));
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo(slice(CONTENT, from, until));
        }
        Await.until(
                Duration.ofSeconds(10),
                "the memory to be free",
                () -> downloadMemory.reservedBytes() + uploadMemory.reservedBytes() == 0);
    }

    @Test
    void aClientSendsLeavesAsChunks() throws Exception {
        upload(alice, "/large?profile=aligned", CONTENT);
        ManifestBuilder builder = manifests.describe("aligned");
        for (int from = 0; from < CONTENT.length; from += PAGE) {
            byte[] chunk = slice(CONTENT, from, Math.min(CONTENT.length, from + PAGE));
            builder.add(new ManifestEntry(ChunkId.ofBytes(chunk), chunk.length));
        }
        ManifestBuilder.Described described = builder.finish(sha256(CONTENT));
        List<ChunkId> ids = described.chunks().stream()
                .limit(described.chunks().size() - 1L)
                .map(chunk -> chunk.id())
                .toList();

        HttpResponse<byte[]> answer = leaves("aligned", ids);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer).path("size").asInt()).isEqualTo(CONTENT.length);
        assertThat(json(answer).path("manifestId").asString())
                .isEqualTo(stored("/large").manifestId().hex());
    }

    @Test
    void leavesThatTheSpaceLacksAreNamed() throws Exception {
        ChunkId nowhere = ChunkId.ofBytes(new byte[] {1, 2, 3});

        HttpResponse<byte[]> answer = leaves("aligned", List.of(nowhere));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).path("missing").toString()).isEqualTo("[\"%s\"]".formatted(nowhere));
    }

    @Test
    void chunksOfLeavesThatTheSpaceLacksAreNamed() throws Exception {
        ChunkId nowhere = ChunkId.ofBytes(new byte[] {1, 2, 4});
        ChunkId leaf = put(leaf(nowhere));

        HttpResponse<byte[]> answer = leaves("aligned", List.of(leaf));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).path("missing").toString()).isEqualTo("[\"%s\"]".formatted(nowhere));
    }

    @Test
    void whatIsNoLeafIsRefused() throws Exception {
        ChunkId chunk = put(random(100, 12));

        HttpResponse<byte[]> answer = leaves("aligned", List.of(chunk));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(code(answer)).isEqualTo("invalid-manifest");
    }

    @Test
    void fewChunksHaveNoLeaves() throws Exception {
        ChunkId leaf = put(leaf(put(new byte[] {1})));

        HttpResponse<byte[]> answer = leaves("aligned", List.of(leaf));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(code(answer)).isEqualTo("invalid-manifest");
    }

    /** In another profile the same bytes would have chunks of other lengths. */
    @Test
    void aFileKeepsItsProfile() throws Exception {
        upload(alice, "/kept?profile=aligned", CONTENT);
        ContentReceipt first = stored("/kept");
        byte[] changed = Arrays.copyOf(CONTENT, CONTENT.length);
        changed[50 * PAGE] ^= 1;

        upload(alice, "/kept?profile=bulk", changed);
        assertThat(stored("/kept").sha256()).isEqualTo(sha256(changed));
        assertThat(manifests.open(stored("/kept").manifestId()).head().profile())
                .isEqualTo("aligned");

        upload(alice, "/kept", CONTENT);
        assertThat(stored("/kept").manifestId()).isEqualTo(first.manifestId());
    }

    @Test
    void anUnknownProfileIsRefused() throws Exception {
        HttpResponse<byte[]> answer = upload(alice, "/new?profile=fixed-4m", CONTENT);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("invalid-value");
    }

    private static byte[] leaf(ChunkId id) {
        return ByteBuffer.allocate(45)
                .putInt(0x5354524C)
                .put((byte) 1)
                .putInt(1)
                .put(id.digest())
                .putInt(1)
                .array();
    }

    private ChunkId put(byte[] bytes) throws Exception {
        ChunkId id = ChunkId.ofBytes(bytes);
        assertThat(send(as(alice, "/v1/chunks/%s?space=%s".formatted(id, SIDES.home(alice)))
                                .PUT(BodyPublishers.ofByteArray(bytes)))
                        .statusCode())
                .isEqualTo(201);
        return id;
    }

    private HttpResponse<byte[]> leaves(String profile, List<ChunkId> leaves) throws Exception {
        return send(post(
                alice,
                "/v1/manifests",
                Map.of("spaceId", SIDES.home(alice), "profile", profile, "leaves", leaves, "sha256", sha256(CONTENT))));
    }
}
