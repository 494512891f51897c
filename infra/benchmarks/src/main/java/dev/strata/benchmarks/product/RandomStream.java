package dev.strata.benchmarks.product;

import java.io.InputStream;
import java.util.SplittableRandom;

/** So many random bytes, the same for the same seed: nothing can be compressed, and another seed shares nothing. */
public final class RandomStream extends InputStream {
    private static final int BLOCK = 64 << 10;

    private final SplittableRandom random;
    private final byte[] block = new byte[BLOCK];
    private int used = BLOCK;
    private long left;

    public RandomStream(long seed, long size) {
        this.random = new SplittableRandom(seed);
        this.left = size;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (left == 0) {
            return -1;
        }
        if (used == BLOCK) {
            random.nextBytes(block);
            used = 0;
        }
        int some = (int) Math.min(left, Math.min(length, BLOCK - used));
        System.arraycopy(block, used, target, offset, some);
        used += some;
        left -= some;
        return some;
    }
}
