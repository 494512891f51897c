package dev.strata.storage.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.LeafRule;
import dev.strata.kernel.content.Manifest;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.storage.chunk.ChunkStore;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Yesterday's bytes are still read, and today's are the same. */
class ManifestCodecTest {
    private static final ManifestCodec CODEC = new ManifestCodec(LeafRule.STANDARD);
    private static final String GOLDEN = """
            5354524d 01 07 6578616d706c65 000000000000000a
            936a185caaa266bb9cbe981e9e05cb78cd732b0b3280eb944412bb6f8f8f07af
            00000002
            2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824 00000005
            486ea46224d1bb4fb680f34f7c9ad96a8f24ec88be73ea8e5a6c65260e9cb8a7 00000005
            """;
    private static final String GOLDEN_EMPTY = """
            5354524d 01 08 66697865642d346d 0000000000000000
            e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
            00000000
            """;

    @Test
    void encodesTheExampleOfTheFormat() {
        assertThat(CODEC.encode(Manifests.example())).isEqualTo(bytes(GOLDEN));
    }

    @Test
    void decodesTheExampleOfTheFormat() throws MalformedManifestException {
        assertThat(CODEC.decode(bytes(GOLDEN))).isEqualTo(new ManifestForm.Flat(Manifests.example()));
    }

    @Test
    void anEmptyContentHasNoChunks() throws MalformedManifestException {
        Manifest empty = new Manifest(Manifest.FIXED_4M, 0, Manifests.EMPTY_SHA_256, List.of());

        assertThat(CODEC.encode(empty)).isEqualTo(bytes(GOLDEN_EMPTY));
        assertThat(CODEC.decode(bytes(GOLDEN_EMPTY))).isEqualTo(new ManifestForm.Flat(empty));
    }

    @Test
    void theIdIsTheHashOfTheBytes() {
        assertThat(ChunkId.ofBytes(bytes(GOLDEN)).hex())
                .isEqualTo("d6a59bc0196b8d28b073f38c3d4365fb2a336f098c3808e5543f4a314865f647");
    }

    @Test
    void theLargestManifestWithoutLeavesFitsIntoAChunk() {
        ManifestEntry entry = new ManifestEntry(Manifests.chunkOf("x"), ManifestEntry.LENGTH_MAX);
        Manifest largest = new Manifest(
                Manifest.FIXED_4M,
                (long) ManifestCodec.ENTRIES_MAX * ManifestEntry.LENGTH_MAX,
                Manifests.EMPTY_SHA_256,
                Collections.nCopies(ManifestCodec.ENTRIES_MAX, entry));

        assertThat(CODEC.encode(largest).length).isLessThanOrEqualTo(ChunkStore.LENGTH_MAX);
        assertThat(largest.size()).isGreaterThan(455L << 30);
    }

    @Test
    void theLargestManifestWithLeavesFitsIntoAChunk() {
        Leaf leaf = new Leaf(Manifests.chunkOf("x"), 1_024, 1_024);
        int leaves = ManifestCodec.LEAVES_MAX;
        ManifestHead head = new ManifestHead("p".repeat(32), leaves * 1_024L, Manifests.EMPTY_SHA_256, leaves * 1_024L);

        byte[] bytes = CODEC.encode(new ManifestForm.Root(head, Collections.nCopies(leaves, leaf)));

        assertThat(bytes.length).isLessThanOrEqualTo(ChunkStore.LENGTH_MAX).isGreaterThan(ChunkStore.LENGTH_MAX - 44);
    }

    @Test
    void moreChunksThanALeafHasNeedLeaves() {
        ManifestEntry entry = new ManifestEntry(Manifests.chunkOf("x"), 1);
        Manifest most = new Manifest("p", 16_384, Manifests.EMPTY_SHA_256, Collections.nCopies(16_384, entry));
        Manifest more = new Manifest("p", 16_385, Manifests.EMPTY_SHA_256, Collections.nCopies(16_385, entry));

        assertThat(CODEC.encode(most)).hasSize(51 + 16_384 * 36);
        assertThatThrownBy(() -> CODEC.encode(more)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAnotherMagic() {
        assertRefused(changed(0, 'X'), "STRM");
    }

    @Test
    void refusesALaterFormat() {
        assertRefused(changed(4, 3), "format is 3");
    }

    @Test
    void refusesAProfileOfNoLength() {
        assertRefused(changed(5, 0), "profile");
    }

    @Test
    void refusesASizeThatIsNotTheSum() {
        assertRefused(changed(20, 11), "not 11");
    }

    @Test
    void refusesAnotherCount() {
        assertRefused(changed(56, 3), "3 chunks");
    }

    @Test
    void refusesANegativeCount() {
        assertRefused(changed(53, 0x80), "chunks");
    }

    @Test
    void refusesBytesBehindTheEnd() {
        assertRefused(Arrays.copyOf(bytes(GOLDEN), bytes(GOLDEN).length + 1), "chunks");
    }

    private static void assertRefused(byte[] bytes, String reason) {
        assertThatThrownBy(() -> CODEC.decode(bytes))
                .isInstanceOf(MalformedManifestException.class)
                .hasMessageContaining(reason);
    }

    private static byte[] changed(int position, int value) {
        byte[] bytes = bytes(GOLDEN);
        bytes[position] = (byte) value;
        return bytes;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }
}
