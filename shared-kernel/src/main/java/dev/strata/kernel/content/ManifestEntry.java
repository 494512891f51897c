package dev.strata.kernel.content;

/**
 * One chunk in a manifest.
 *
 * @param length in bytes, 1 to {@link #LENGTH_MAX}
 */
public record ManifestEntry(ChunkId id, int length) {
    public static final int LENGTH_MAX = 4 << 20;

    public ManifestEntry {
        if (length < 1 || length > LENGTH_MAX) {
            throw new IllegalArgumentException("a chunk has 1 to %d bytes, not %d".formatted(LENGTH_MAX, length));
        }
    }
}
