package dev.strata.benchmarks.delta;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/** Changes of a file of random bytes, in which nothing repeats. */
final class RandomBytes {
    private static final int RUN = 100 << 10;
    private static final int PAGE = 4 << 10;

    private final int size;

    RandomBytes(int size) {
        this.size = size;
    }

    void insertInFront(Path before, Path after) throws IOException {
        byte[] bytes = bytes(1, size);
        Files.write(before, bytes);
        Files.write(after, new byte[] {42});
        Files.write(after, bytes, StandardOpenOption.APPEND);
    }

    void changeRuns(Path before, Path after) throws IOException {
        change(before, after, RUN, 1);
    }

    void changePages(Path before, Path after) throws IOException {
        change(before, after, PAGE, PAGE);
    }

    void append(Path before, Path after) throws IOException {
        byte[] bytes = bytes(1, size);
        Files.write(before, bytes);
        Files.write(after, bytes);
        Files.write(after, bytes(2, size / 100), StandardOpenOption.APPEND);
    }

    /** One hundredth of the bytes, in runs that begin at multiples of the alignment. */
    private void change(Path before, Path after, int run, int alignment) throws IOException {
        byte[] bytes = bytes(1, size);
        Files.write(before, bytes);
        SplittableRandom random = new SplittableRandom(3);
        for (int changed = 0; changed < size / 100; changed += run) {
            int place = random.nextInt((size - run) / alignment) * alignment;
            System.arraycopy(bytes(place, run), 0, bytes, place, run);
        }
        Files.write(after, bytes);
    }

    static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }
}
