package dev.strata.benchmarks.delta;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ContentSignature;
import dev.strata.kernel.content.Profile;
import dev.strata.kernel.content.Splitter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * What a client sends that cuts: the chunks that are new, each with its id and length, and the whole manifest.
 *
 * @param chunks of the changed file
 * @param unknown how many of them are new
 */
record Sent(Profile profile, int chunks, int unknown, long bytes) {
    private static final int BUFFER = 4 << 20;
    private static final int ENTRY_BYTES = 36;
    private static final int MANIFEST_BYTES = 50;

    static Sent of(Path before, Path after) throws IOException {
        Profile profile = profile(before);
        Set<ChunkId> known = new HashSet<>();
        cut(before, profile.splitter(), (id, _) -> known.add(id));
        Count count = new Count();
        cut(after, profile.splitter(), (id, length) -> {
            count.chunks++;
            if (known.add(id)) {
                count.unknown++;
                count.bytes += length + ENTRY_BYTES;
            }
        });
        long manifest = MANIFEST_BYTES + profile.text().length() + (long) ENTRY_BYTES * count.chunks;
        return new Sent(profile, count.chunks, count.unknown, count.bytes + manifest);
    }

    private static final class Count {
        private int chunks;
        private int unknown;
        private long bytes;
    }

    private static Profile profile(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Profile.choose(null, null, Files.size(file), in.readNBytes(ContentSignature.HEAD_BYTES));
        }
    }

    private interface Chunks {
        void add(ChunkId id, int length);
    }

    private static void cut(Path file, Splitter splitter, Chunks chunks) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            int known = in.readNBytes(buffer, 0, BUFFER);
            while (known > 0) {
                boolean last = known < BUFFER;
                int place = 0;
                for (int length = splitter.cut(buffer, 0, known, last); length > 0; ) {
                    chunks.add(ChunkId.ofBytes(buffer, place, length), length);
                    place += length;
                    length = splitter.cut(buffer, place, known, last);
                }
                System.arraycopy(buffer, place, buffer, 0, known - place);
                known -= place;
                known += in.readNBytes(buffer, known, BUFFER - known);
            }
        }
    }
}
