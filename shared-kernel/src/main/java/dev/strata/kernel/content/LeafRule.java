package dev.strata.kernel.content;

import java.util.ArrayList;
import java.util.List;

/**
 * Where one leaf of a large manifest ends and the next begins. It depends on the chunks, so that an insertion changes the
 * leaves around it and no others.
 *
 * @param least chunks that a leaf has, except the last
 * @param most chunks that it has; with as many or fewer a manifest has no leaves
 * @param zeroBits with which the id of a leaf's last chunk begins, unless the leaf has the most or is the last
 */
public record LeafRule(int least, int most, int zeroBits) {
    public static final LeafRule STANDARD = new LeafRule(1_024, 16_384, 12);

    /** Whether a leaf of so many chunks, the last of which this is, takes no more. */
    public boolean isFull(int chunks, ChunkId last) {
        return chunks >= most || (chunks >= least && last.leadingZeroBits() >= zeroBits);
    }

    /** The chunks of a content leaf by leaf. */
    public List<List<ManifestEntry>> leaves(List<ManifestEntry> chunks) {
        List<List<ManifestEntry>> leaves = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < chunks.size(); i++) {
            if (isFull(i + 1 - from, chunks.get(i).id()) || i + 1 == chunks.size()) {
                leaves.add(chunks.subList(from, i + 1));
                from = i + 1;
            }
        }
        return leaves;
    }
}
