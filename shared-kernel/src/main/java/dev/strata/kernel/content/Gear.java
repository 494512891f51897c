package dev.strata.kernel.content;

/**
 * The rolling hash that finds cuts: it depends on exactly the {@value #WINDOW} bytes before a place, because each step
 * shifts the hash by one of its 64 bits. {@code docs/storage-format.md} specifies it for other languages.
 */
final class Gear {
    static final int WINDOW = 64;

    /** {@code strata} in ASCII. A change would send every file again. */
    private static final long SEED = 0x73_74_72_61_74_61L;

    private static final long[] TABLE = table();

    /** How far apart the two lanes run: together they fit the first-level cache. */
    private static final int LANE = 4096;

    private static final int STEP = 8;

    private Gear() {}

    /** SplitMix64, which needs nothing but 64-bit arithmetic. */
    private static long[] table() {
        long[] table = new long[256];
        long state = SEED;
        for (int i = 0; i < table.length; i++) {
            state += 0x9e3779b97f4a7c15L;
            long z = state;
            z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
            z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
            table[i] = z ^ (z >>> 31);
        }
        return table;
    }

    static long entry(int value) {
        return TABLE[value];
    }

    /**
     * The first place from {@code from} on, but before {@code until}, at which the hash has none of the bits of the
     * mask; -1 if there is none. {@code from} is at least {@link #WINDOW}.
     */
    static int find(byte[] data, int from, int until, long mask) {
        int place = from;
        while (until - place >= 2 * LANE) {
            int found = findInLanes(data, place, mask);
            if (found >= 0) {
                return found;
            }
            place += 2 * LANE;
        }
        return findPlainly(data, place, until, mask);
    }

    /** The same by one lane: what the other way is held to. */
    static int findPlainly(byte[] data, int from, int until, long mask) {
        long hash = before(data, from - 1);
        for (int place = from; place < until; place++) {
            hash = roll(hash, data[place - 1]);
            if ((hash & mask) == 0) {
                return place;
            }
        }
        return -1;
    }

    /**
     * The same for two lanes of places, one after the other in the data. A hash waits for the one before it; two of them
     * do not wait for one another, and the processor works at both at once. Steps of eight bytes leave it the room.
     */
    private static int findInLanes(byte[] data, int from, long mask) {
        long a = before(data, from - 1);
        long b = before(data, from - 1 + LANE);
        for (int i = from - 1; i < from - 1 + LANE; i += STEP) {
            long a1 = roll(a, data[i]);
            long b1 = roll(b, data[i + LANE]);
            long a2 = roll(a1, data[i + 1]);
            long b2 = roll(b1, data[i + LANE + 1]);
            long a3 = roll(a2, data[i + 2]);
            long b3 = roll(b2, data[i + LANE + 2]);
            long a4 = roll(a3, data[i + 3]);
            long b4 = roll(b3, data[i + LANE + 3]);
            long a5 = roll(a4, data[i + 4]);
            long b5 = roll(b4, data[i + LANE + 4]);
            long a6 = roll(a5, data[i + 5]);
            long b6 = roll(b5, data[i + LANE + 5]);
            long a7 = roll(a6, data[i + 6]);
            long b7 = roll(b6, data[i + LANE + 6]);
            a = roll(a7, data[i + 7]);
            b = roll(b7, data[i + LANE + 7]);
            if ((a1 & mask) == 0
                    || (b1 & mask) == 0
                    || (a2 & mask) == 0
                    || (b2 & mask) == 0
                    || (a3 & mask) == 0
                    || (b3 & mask) == 0
                    || (a4 & mask) == 0
                    || (b4 & mask) == 0
                    || (a5 & mask) == 0
                    || (b5 & mask) == 0
                    || (a6 & mask) == 0
                    || (b6 & mask) == 0
                    || (a7 & mask) == 0
                    || (b7 & mask) == 0
                    || (a & mask) == 0
                    || (b & mask) == 0) {
                return firstOf(data, from, i + 1, mask);
            }
        }
        return -1;
    }

    /** One of the lanes has a hit in the step at {@code place}; one that the first lane still has goes before it. */
    private static int firstOf(byte[] data, int from, int place, long mask) {
        int found = findPlainly(data, place, from + LANE, mask);
        return found >= 0 ? found : findPlainly(data, place + LANE, from + 2 * LANE, mask);
    }

    /** The hash at a place. */
    private static long before(byte[] data, int place) {
        long hash = 0;
        for (int i = Math.max(0, place - WINDOW); i < place; i++) {
            hash = roll(hash, data[i]);
        }
        return hash;
    }

    private static long roll(long hash, byte value) {
        return (hash << 1) + TABLE[value & 0xff];
    }
}
