package dev.strata.storage.manifest;

import dev.strata.kernel.content.ManifestEntry;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The chunks of a content in order, of which one leaf at a time is there. */
public final class ChunkSequence {
    private final long[] starts;
    private final LeafSource source;
    private final int longest;

    /** Brings the chunks of a leaf. */
    interface LeafSource {
        List<ManifestEntry> leaf(int number) throws IOException;
    }

    private ChunkSequence(long[] starts, LeafSource source, int longest) {
        this.starts = starts;
        this.source = source;
        this.longest = longest;
    }

    /** Chunks that are all there. */
    public static ChunkSequence of(List<ManifestEntry> chunks) {
        int longest = chunks.stream().mapToInt(ManifestEntry::length).max().orElse(0);
        return new ChunkSequence(chunks.isEmpty() ? new long[0] : new long[1], _ -> chunks, longest);
    }

    /** @param longest no chunk is longer */
    static ChunkSequence of(List<Leaf> leaves, LeafSource source, int longest) {
        long[] starts = new long[leaves.size()];
        for (int i = 1; i < starts.length; i++) {
            starts[i] = starts[i - 1] + leaves.get(i - 1).bytes();
        }
        return new ChunkSequence(starts, source, longest);
    }

    /** No chunk is longer. */
    public int longest() {
        return longest;
    }

    public ChunkCursor cursor() {
        return new ChunkCursor(this);
    }

    int leaves() {
        return starts.length;
    }

    /** Where the first chunk of a leaf begins. */
    long start(int leaf) {
        return starts[leaf];
    }

    List<ManifestEntry> leaf(int number) throws IOException {
        return source.leaf(number);
    }

    /** The leaf that has the byte at this place. */
    int leafAt(long place) {
        int found = Arrays.binarySearch(starts, place);
        return found >= 0 ? found : -found - 2;
    }
}
