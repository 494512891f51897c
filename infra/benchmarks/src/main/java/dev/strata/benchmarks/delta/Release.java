package dev.strata.benchmarks.delta;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The tar of a program and of its next release: libraries, of which an eighth is built anew, small text files, of which
 * a few have another line, and the release in the path of every file. All have the same time, as in reproducible builds.
 */
final class Release {
    private static final int FOLDERS = 300;
    private static final int TEXTS_PER_FOLDER = 5;
    private static final int BLOCK = 512;
    private static final int LIBRARY_MIN = 20_000;
    private static final int LIBRARY_MAX = 2_000_000;

    private Release() {}

    static void change(Path before, Path after) throws IOException {
        write(before, "1.0.0", false);
        write(after, "1.0.1", true);
    }

    private static void write(Path file, String release, boolean next) throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (int folder = 0; folder < FOLDERS; folder++) {
                String path = "product-%s/modules/module-%03d/".formatted(release, folder);
                for (int i = 0; i < TEXTS_PER_FOLDER; i++) {
                    String text = Words.text(random, 20 + random.nextInt(400));
                    boolean changed = random.nextInt(50) == 0 && next;
                    add(out, path + "text-" + i, (changed ? "changed " + text : text).getBytes(StandardCharsets.UTF_8));
                }
                int length = (int) (LIBRARY_MIN * Math.pow((double) LIBRARY_MAX / LIBRARY_MIN, random.nextDouble()));
                boolean rebuilt = random.nextInt(8) == 0 && next;
                add(out, path + "library.jar", RandomBytes.bytes(1000 + folder + (rebuilt ? FOLDERS : 0), length));
            }
            out.write(new byte[2 * BLOCK]);
        }
    }

    /** The header of ustar. */
    private static void add(OutputStream out, String name, byte[] content) throws IOException {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644\0" + "0000000\0" + "0000000\0");
        put(header, 124, "%011o\0%011o\0".formatted(content.length, 0) + " ".repeat(8) + "0");
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte value : header) {
            sum += value & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        out.write(header);
        out.write(Arrays.copyOf(content, (content.length + BLOCK - 1) / BLOCK * BLOCK));
    }

    private static void put(byte[] header, int place, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, place, bytes.length);
    }
}
