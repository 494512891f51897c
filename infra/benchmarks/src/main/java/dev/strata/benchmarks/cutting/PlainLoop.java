package dev.strata.benchmarks.cutting;

import java.util.SplittableRandom;

/** Cuts by the profile {@code default} as one would write it down: a byte at a time. */
final class PlainLoop {
    private static final int MIN = 16 << 10;
    private static final int NORMAL = 64 << 10;
    private static final int MAX = 256 << 10;
    private static final int WINDOW = 64;
    private static final long STRICT = -1L << (Long.SIZE - 18);
    private static final long LOOSE = -1L << (Long.SIZE - 14);
    private static final long[] TABLE =
            new SplittableRandom(0x737472617461L).longs(256).toArray();

    private PlainLoop() {}

    /** The length of the chunk that begins at {@code from}, of a content that ends with the array. */
    static int cut(byte[] data, int from) {
        int end = Math.min(data.length - from, MAX);
        if (end <= MIN) {
            return end;
        }
        long hash = 0;
        for (int i = from + MIN - WINDOW; i < from + MIN - 1; i++) {
            hash = roll(hash, data[i]);
        }
        int length = MIN;
        for (; length < Math.min(NORMAL, end); length++) {
            hash = roll(hash, data[from + length - 1]);
            if ((hash & STRICT) == 0) {
                return length;
            }
        }
        for (; length < end; length++) {
            hash = roll(hash, data[from + length - 1]);
            if ((hash & LOOSE) == 0) {
                return length;
            }
        }
        return end;
    }

    private static long roll(long hash, byte value) {
        return (hash << 1) + TABLE[value & 0xff];
    }
}
