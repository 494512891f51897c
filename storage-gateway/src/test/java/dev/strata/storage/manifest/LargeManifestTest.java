package dev.strata.storage.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.LeafBytes;
import dev.strata.kernel.content.LeafRule;
import dev.strata.kernel.content.ManifestEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ten million chunks, of which no more than a leaf is there at once. */
class LargeManifestTest {
    private static final int CHUNKS = 10_000_000;
    private static final int LENGTH = 16 << 10;

    /** The same id for the same number, and as evenly spread as digests are. */
    private static ManifestEntry entry(long number) {
        ByteBuffer digest = ByteBuffer.allocate(ChunkId.BYTES);
        for (int i = 0; i < 4; i++) {
            long mixed = (4 * number + i) * 0x9e3779b97f4a7c15L;
            mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
            digest.putLong(mixed ^ (mixed >>> 31));
        }
        return new ManifestEntry(ChunkId.read(digest.flip()), LENGTH);
    }

    @Test
    void tenMillionChunksAreDescribedAndReadLeafByLeaf() throws IOException {
        ManifestForm.Root root = root();
        assertThat(root.leaves()).hasSizeBetween(1_500, 2_500);
        assertThat(root.head().chunks()).isEqualTo(CHUNKS);
        assertThat(root.head().size()).isEqualTo((long) CHUNKS * LENGTH);

        List<Integer> opened = new ArrayList<>();
        ChunkSequence sequence = sequence(root, opened);
        ChunkCursor cursor = sequence.cursor();
        long count = 0;
        for (ManifestEntry next = cursor.next(); next != null; next = cursor.next()) {
            if (!next.equals(entry(count))) {
                throw new AssertionError("another chunk at " + count);
            }
            count++;
        }
        assertThat(count).isEqualTo(CHUNKS);
        assertThat(opened).hasSize(root.leaves().size());
    }

    @Test
    void aPlaceIsFoundInOneLeaf() throws IOException {
        List<Integer> opened = new ArrayList<>();
        ChunkSequence sequence = sequence(root(), opened);
        Random random = new Random(1);
        for (int i = 0; i < 50; i++) {
            long place = random.nextLong((long) CHUNKS * LENGTH);
            opened.clear();
            ChunkCursor cursor = sequence.cursor();
            cursor.seek(place);

            assertThat(Objects.requireNonNull(cursor.next())).isEqualTo(entry(place / LENGTH));
            assertThat(cursor.start()).isEqualTo(place / LENGTH * LENGTH);
            assertThat(opened).hasSize(1);
        }
    }

    /** Built in a heap that could not hold the leaves, and read back from its bytes. */
    private static ManifestForm.Root root() throws MalformedManifestException {
        ManifestBuilder builder = new ManifestBuilder(LeafRule.STANDARD, "aligned");
        List<Leaf> leaves = new ArrayList<>();
        for (long number = 0; number < CHUNKS; number++) {
            builder.add(entry(number));
            builder.takeFull().forEach(chunk -> leaves.add(leaf(chunk.id(), chunk.length())));
        }
        ManifestBuilder.Described described = builder.finish(Manifests.EMPTY_SHA_256);
        described.chunks().stream()
                .limit(described.chunks().size() - 1L)
                .forEach(chunk -> leaves.add(leaf(chunk.id(), chunk.length())));
        ManifestForm.Root root = new ManifestForm.Root(described.head(), leaves);
        byte[] bytes = new ManifestCodec(LeafRule.STANDARD).encode(root);
        assertThat(bytes.length).isLessThan(120_000);
        assertThat(ChunkId.ofBytes(bytes)).isEqualTo(described.top().id());
        assertThat(new ManifestCodec(LeafRule.STANDARD).decode(bytes)).isEqualTo(root);
        return root;
    }

    private static Leaf leaf(ChunkId id, int bytes) {
        int chunks = (bytes - 9) / 36;
        return new Leaf(id, chunks, (long) chunks * LENGTH);
    }

    private static ChunkSequence sequence(ManifestForm.Root root, List<Integer> opened) {
        long[] first = new long[root.leaves().size()];
        for (int i = 1; i < first.length; i++) {
            first[i] = first[i - 1] + root.leaves().get(i - 1).chunks();
        }
        LeafCodec codec = new LeafCodec(LeafRule.STANDARD);
        return ChunkSequence.of(
                root.leaves(),
                number -> {
                    opened.add(number);
                    List<ManifestEntry> entries = IntStream.range(
                                    0, root.leaves().get(number).chunks())
                            .mapToObj(i -> entry(first[number] + i))
                            .toList();
                    byte[] bytes = LeafBytes.of(entries);
                    assertThat(ChunkId.ofBytes(bytes))
                            .isEqualTo(root.leaves().get(number).id());
                    return codec.decode(bytes, "aligned", number == first.length - 1);
                },
                LENGTH);
    }
}
