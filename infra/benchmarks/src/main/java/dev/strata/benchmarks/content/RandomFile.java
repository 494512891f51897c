package dev.strata.benchmarks.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** A file of random bytes: nothing can be compressed, nothing is known from the last time. */
record RandomFile(Path path, long size, String sha256) {
    private static final int BUFFER = 1 << 20;

    /** Replaces what is there; on the disk when this returns, so that nobody else's time is spent on writing it. */
    static RandomFile write(Path path, long size, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        MessageDigest digest = newDigest();
        byte[] bytes = new byte[BUFFER];
        try (FileChannel file = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (long left = size; left > 0; left -= BUFFER) {
                random.nextBytes(bytes);
                ByteBuffer part = ByteBuffer.wrap(bytes, 0, (int) Math.min(left, BUFFER));
                digest.update(part.duplicate());
                while (part.hasRemaining()) {
                    file.write(part);
                }
            }
            file.force(true);
        }
        return new RandomFile(path, size, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
