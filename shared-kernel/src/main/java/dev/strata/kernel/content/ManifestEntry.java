package dev.strata.kernel.content;

import java.nio.ByteBuffer;

/**
 * One chunk in a manifest.
 *
 * @param length in bytes, 1 to {@link #LENGTH_MAX}
 */
public record ManifestEntry(ChunkId id, int length) {
    public static final int LENGTH_MAX = 4 << 20;

    /** What it takes in manifests. */
    public static final int BYTES = ChunkId.BYTES + Integer.BYTES;

    public ManifestEntry {
        if (length < 1 || length > LENGTH_MAX) {
            throw new IllegalArgumentException("a chunk has 1 to %d bytes, not %d".formatted(LENGTH_MAX, length));
        }
    }

    /** As it stands in manifests. */
    public void write(ByteBuffer to) {
        to.put(id.digest()).putInt(length);
    }
}
