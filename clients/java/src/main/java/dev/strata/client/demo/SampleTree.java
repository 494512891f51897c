package dev.strata.client.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A small tree to walk with, for those who gave none: texts, a folder, an empty file, a large file. Gone when closed. */
record SampleTree(Path root) implements AutoCloseable {
    private static final int BLOCK_BYTES = 1 << 16;

    static SampleTree create(long largeBytes) throws IOException {
        Path root = Files.createTempDirectory("strata-demo");
        SampleTree tree = new SampleTree(root);
        try {
            Path letters = Files.createDirectories(root.resolve("letters/2026"));
            Files.writeString(root.resolve("read me.txt"), "A file whose name has a space.\n");
            Files.writeString(letters.resolve("Grüße.txt"), "A file whose name has letters beyond ASCII.\n");
            Files.writeString(letters.resolve("100% sure; really.txt"), "A file whose name needs care in a URL.\n");
            Files.createFile(root.resolve("empty"));
            write(root.resolve("holiday.mov"), largeBytes);
            return tree;
        } catch (IOException e) {
            tree.close();
            throw e;
        }
    }

    /** Bytes that cannot be compressed, the same in every run. */
    private static void write(Path file, long bytes) throws IOException {
        SplittableRandom random = new SplittableRandom(42);
        byte[] block = new byte[BLOCK_BYTES];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = bytes; left > 0; left -= block.length) {
                random.nextBytes(block);
                out.write(block, 0, (int) Math.min(left, block.length));
            }
        }
    }

    @Override
    public void close() throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(root)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
