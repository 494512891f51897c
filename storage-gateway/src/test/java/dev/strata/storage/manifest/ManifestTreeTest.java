package dev.strata.storage.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.LeafRule;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.storage.chunk.Chunk;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Manifests with leaves: yesterday's bytes are still read, and no others. Leaves of two chunks at most. */
class ManifestTreeTest {
    private static final LeafRule SMALL = new LeafRule(1, 2, 3);
    private static final String GOLDEN_LEAF = """
            5354524c 01 00000002
            2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824 00000005
            486ea46224d1bb4fb680f34f7c9ad96a8f24ec88be73ea8e5a6c65260e9cb8a7 00000005
            """;
    private static final String GOLDEN_LAST_LEAF = """
            5354524c 01 00000001
            b4c9e14061c2fd453b36700e3b0da008db2189c711ac629f0f583089164e267d 00000005
            """;
    private static final String GOLDEN_ROOT = """
            5354524d 02 07 6578616d706c65 000000000000000f
            5a8ead95b0affef40c338d7f2e76bdfc2c423bf58590c5cc9f51c40111a5798c
            0000000000000003 00000002
            54d0cff9b180bfa56518f3891bd4c4b1b879f75c7318b2e83f6a3e687255b275 00000002 000000000000000a
            f3f799b8fa4fea894a3b7b624dbd6808a37c95e2f83911755fbf2930cfb774a0 00000001 0000000000000005
            """;

    private final ManifestCodec codec = new ManifestCodec(SMALL);
    private final LeafCodec leaves = new LeafCodec(SMALL);

    private static ManifestEntry entry(String text) {
        return new ManifestEntry(Manifests.chunkOf(text), text.length());
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }

    @Test
    void encodesTheExampleOfTheFormat() {
        ManifestBuilder builder = new ManifestBuilder(SMALL, "example");
        List.of("hello", "world", "again").forEach(text -> builder.add(entry(text)));

        List<Chunk> chunks =
                builder.finish(Manifests.chunkOf("helloworldagain").hex()).chunks();

        assertThat(chunks.stream().map(Chunk::id))
                .containsExactly(
                        ChunkId.ofBytes(bytes(GOLDEN_LEAF)),
                        ChunkId.ofBytes(bytes(GOLDEN_LAST_LEAF)),
                        ChunkId.ofBytes(bytes(GOLDEN_ROOT)));
        assertThat(chunks.getLast().id())
                .hasToString("ca2f508014608b104fb94a206bae8f6e8068893e07699023c0ac4131717c1dee");
    }

    @Test
    void decodesTheExampleOfTheFormat() throws MalformedManifestException {
        ManifestForm form = codec.decode(bytes(GOLDEN_ROOT));

        assertThat(form.head())
                .isEqualTo(new ManifestHead(
                        "example", 15, Manifests.chunkOf("helloworldagain").hex(), 3));
        assertThat(leaves.decode(bytes(GOLDEN_LEAF), "example", false)).containsExactly(entry("hello"), entry("world"));
        assertThat(leaves.decode(bytes(GOLDEN_LAST_LEAF), "example", true)).containsExactly(entry("again"));
    }

    @Test
    void fewChunksHaveNoLeaves() {
        assertRootRefused(changed(GOLDEN_ROOT, 60, 2), "need no leaves");
    }

    @Test
    void theLeavesHaveAllChunks() {
        assertRootRefused(changed(GOLDEN_ROOT, 60, 4), "3 chunks, not 4");
        assertRootRefused(changed(GOLDEN_ROOT, 20, 14), "15 bytes, not 14");
    }

    @Test
    void aLeafHasNeitherTooManyChunksNorNone() {
        assertRootRefused(changed(GOLDEN_ROOT, 100, 3), "3 chunks");
        assertRootRefused(changed(GOLDEN_ROOT, 100, 0), "0 chunks");
    }

    @Test
    void aLeafHasAsManyBytesAsItsChunksCanHave() {
        assertRootRefused(changed(GOLDEN_ROOT, 108, 1), "2 chunks have 1 bytes");
        assertRootRefused(changed(GOLDEN_ROOT, 101, 0x80), "bytes");
    }

    @Test
    void theNumberOfLeavesFitsTheBytes() {
        assertRootRefused(changed(GOLDEN_ROOT, 64, 3), "3 leaves");
        assertRootRefused(changed(GOLDEN_ROOT, 61, 0x80), "leaves");
        assertRootRefused(Arrays.copyOf(bytes(GOLDEN_ROOT), 154), "leaves");
        assertRootRefused(Arrays.copyOf(bytes(GOLDEN_ROOT), 60), "ends after 60");
    }

    @Test
    void aProfileHasAName() {
        assertRootRefused(changed(GOLDEN_ROOT, 6, 'E'), "not a profile");
    }

    @Test
    void aLeafBeginsWithItsMagicAndFormat() {
        assertLeafRefused(changed(GOLDEN_LEAF, 3, 'M'), "example", "STRL");
        assertLeafRefused(changed(GOLDEN_LEAF, 4, 2), "example", "format of a leaf is 2");
    }

    @Test
    void theNumberOfChunksFitsTheBytesOfALeaf() {
        assertLeafRefused(changed(GOLDEN_LEAF, 8, 1), "example", "1 chunks");
        assertLeafRefused(changed(GOLDEN_LEAF, 5, 0x80), "example", "chunks");
        assertLeafRefused(Arrays.copyOf(bytes(GOLDEN_LEAF), 8), "example", "ends after 8");
    }

    @Test
    void aChunkOfALeafHasALengthThatItsProfileCuts() {
        assertLeafRefused(changed(GOLDEN_LEAF, 44, 0), "example", "not 0");
        assertLeafRefused(changed(GOLDEN_LEAF, 42, 1), "aligned", "no chunk of");
    }

    @Test
    void aLeafEndsWhereTheRuleSays() {
        assertThatThrownBy(() -> leaves.decode(bytes(GOLDEN_LAST_LEAF), "example", false))
                .isInstanceOf(MalformedManifestException.class)
                .hasMessageContaining("does not end where");
        assertLeafRefused(changed(GOLDEN_LEAF, 9, 0x1f), "example", "does not end where");
    }

    private void assertRootRefused(byte[] bytes, String reason) {
        assertThatThrownBy(() -> codec.decode(bytes))
                .isInstanceOf(MalformedManifestException.class)
                .hasMessageContaining(reason);
    }

    private void assertLeafRefused(byte[] bytes, String profile, String reason) {
        assertThatThrownBy(() -> leaves.decode(bytes, profile, false))
                .isInstanceOf(MalformedManifestException.class)
                .hasMessageContaining(reason);
    }

    private static byte[] changed(String golden, int position, int value) {
        byte[] bytes = bytes(golden);
        bytes[position] = (byte) value;
        return bytes;
    }
}
