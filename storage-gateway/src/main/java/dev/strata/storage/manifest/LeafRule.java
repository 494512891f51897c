package dev.strata.storage.manifest;

import dev.strata.kernel.content.ChunkId;

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
    boolean isFull(int chunks, ChunkId last) {
        return chunks >= most || (chunks >= least && last.leadingZeroBits() >= zeroBits);
    }
}
