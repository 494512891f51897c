package dev.strata.benchmarks.sync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Folders and files like those of a kernel's sources: 16 files a folder, half of them below 4,000 bytes and a few above
 * 100,000, all of invented text. The same for the same seed.
 */
final class SourceTree {
    private static final int FILES_PER_FOLDER = 16;
    private static final double MEDIAN_LOG = Math.log(4_000);
    private static final double SPREAD = 1.5;
    private static final int BYTES_MAX = 2 << 20;

    /** The wider, the flatter: four folders deep on average. */
    private static final int WIDTH = 4;

    private static final byte[][] WORDS = words();

    private SourceTree() {}

    private static byte[][] words() {
        SplittableRandom random = new SplittableRandom(5);
        byte[][] words = new byte[4_096][];
        for (int i = 0; i < words.length; i++) {
            StringBuilder word = new StringBuilder();
            for (int syllable = 0; syllable <= random.nextInt(4); syllable++) {
                word.append("bcdfglmnprst_".charAt(random.nextInt(13))).append("aeiou".charAt(random.nextInt(5)));
            }
            word.append("     ;(),\n".charAt(random.nextInt(10)));
            words[i] = word.toString().getBytes(StandardCharsets.US_ASCII);
        }
        return words;
    }

    static void write(Path root, int files, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<Path> folders = new ArrayList<>(List.of(Files.createDirectories(root)));
        for (int i = 0; i < files; i++) {
            if (i % FILES_PER_FOLDER == FILES_PER_FOLDER - 1) {
                Path above = folders.get(random.nextInt(Math.ceilDiv(folders.size(), WIDTH)));
                folders.add(Files.createDirectory(above.resolve("folder-" + folders.size())));
            }
            Path folder = folders.get(random.nextInt(folders.size()));
            double size = Math.exp(MEDIAN_LOG + SPREAD * random.nextGaussian());
            Files.write(folder.resolve("file-" + i + ".c"), text(random, (int) Math.min(size, BYTES_MAX)));
        }
    }

    private static byte[] text(SplittableRandom random, int size) {
        byte[] text = new byte[size];
        int place = 0;
        while (place < size) {
            double rank = random.nextDouble();
            byte[] word = WORDS[(int) (rank * rank * rank * WORDS.length)];
            int length = Math.min(word.length, size - place);
            System.arraycopy(word, 0, text, place, length);
            place += length;
        }
        return text;
    }

    /** Throws if the copy is not the same, file by file. */
    static void requireSame(Path original, Path copy) throws IOException {
        List<Path> there = all(original);
        if (!there.equals(all(copy))) {
            throw new IllegalStateException("%s and %s hold other names".formatted(original, copy));
        }
        for (Path path : there) {
            Path one = original.resolve(path);
            if (Files.isRegularFile(one) && Files.mismatch(one, copy.resolve(path)) != -1) {
                throw new IllegalStateException("%s is another file in %s".formatted(path, copy));
            }
        }
    }

    private static List<Path> all(Path root) throws IOException {
        try (var paths = Files.walk(root)) {
            Path[] all = paths.map(root::relativize)
                    .filter(path -> !path.startsWith(".strata"))
                    .toArray(Path[]::new);
            Arrays.sort(all);
            return List.of(all);
        }
    }
}
