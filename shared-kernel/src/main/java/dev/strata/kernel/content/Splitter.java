package dev.strata.kernel.content;

import java.util.Objects;

/**
 * Finds where a content is cut, so that an edit changes the chunks around it and no others: FastCDC with normalised
 * chunking (NC2). Where a chunk ends depends on its own bytes and on nothing else, so every language, and every way to
 * feed the bytes, finds the same cuts; {@code docs/storage-format.md} specifies them. Immutable, and free to be shared.
 */
public final class Splitter {
    private static final int LEVEL = 2;

    private final int min;
    private final int normal;
    private final int max;
    private final long strict;
    private final long loose;

    /** @param normal a power of two, about which most lengths lie; the same as both others cuts at fixed places */
    @SuppressWarnings("MissingSummary") // the class says it
    Splitter(int min, int normal, int max) {
        if (min < Gear.WINDOW || normal < min || max < normal || Integer.bitCount(normal) != 1) {
            throw new IllegalArgumentException("not the lengths of chunks: %d, %d, %d".formatted(min, normal, max));
        }
        this.min = min;
        this.normal = normal;
        this.max = max;
        int bits = Integer.numberOfTrailingZeros(normal);
        this.strict = highest(bits + LEVEL);
        this.loose = highest(bits - LEVEL);
    }

    /** High bits of the hash are made of many bytes, low ones of few. */
    private static long highest(int bits) {
        return -1L << (Long.SIZE - bits);
    }

    /** The least bytes of a chunk that is not the last one. */
    public int min() {
        return min;
    }

    /** The most bytes of a chunk; with so many at hand the next cut is always known. */
    public int max() {
        return max;
    }

    /**
     * The length of the chunk that begins at {@code from}; 0 if more bytes have to come before it is known, or if there
     * are none. Asking again with more bytes scans again from the chunk's beginning: better wait for {@link #max} of
     * them.
     *
     * @param until where the bytes end that have come
     * @param last whether they are the content's last ones
     */
    public int cut(byte[] data, int from, int until, boolean last) {
        Objects.checkFromToIndex(from, until, data.length);
        int known = until - from;
        int end = Math.min(known, max);
        int place = find(data, from, Math.min(normal, end), min, strict);
        if (place < 0) {
            place = find(data, from, end, normal, loose);
        }
        if (place >= 0) {
            return place - from;
        }
        return known >= max ? max : last ? known : 0;
    }

    private static int find(byte[] data, int from, int end, int begin, long mask) {
        return begin < end ? Gear.find(data, from + begin, from + end, mask) : -1;
    }
}
