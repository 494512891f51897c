package dev.strata.storage.upload;

import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.content.Sha256;
import dev.strata.storage.manifest.ChunkCursor;
import dev.strata.storage.manifest.OpenManifest;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a content that is like another one: most of them are said by where that one has them.
 *
 * @param base the manifest of the other content
 * @param parts in order
 * @param idsSha256 of the ids of all chunks, one behind the other: who says this may know only the beginnings of some ids
 */
public record SharedParts(ManifestId base, List<ChunkRun> parts, String idsSha256) {
    /** As many as a body could name. */
    public static final int CHUNKS_MAX = 100_000;

    public SharedParts {
        int next = 0;
        for (ChunkRun part : parts) {
            if (part.count() > 0 && part.from() < next) {
                throw new IllegalArgumentException("parts: those of the base come in its order, each once");
            }
            next = part.count() == 0 ? next : part.from() + part.count();
        }
        parts = List.copyOf(parts);
    }

    /**
     * A run of chunks of the base, then some that it does not have there.
     *
     * @param from the number of the first chunk of the run, from 0
     * @param count how many they are; 0 if there is no run
     * @param chunks that come after them, if any
     */
    public record ChunkRun(int from, int count, @Nullable List<ManifestEntry> chunks) {
        public ChunkRun {
            if (from < 0 || count < 0 || from > CHUNKS_MAX || count > CHUNKS_MAX) {
                throw new IllegalArgumentException("parts: %d chunks from %d are none".formatted(count, from));
            }
        }
    }

    /** How many chunks the content has. */
    public long count() {
        return parts.stream()
                .mapToLong(part -> part.count()
                        + (part.chunks() == null ? 0 : part.chunks().size()))
                .sum();
    }

    /** All chunks, named. */
    List<ManifestEntry> resolve(OpenManifest opened) throws IOException {
        List<ManifestEntry> chunks = new ArrayList<>();
        ChunkCursor cursor = opened.chunks().cursor();
        int place = 0;
        for (ChunkRun part : parts) {
            int end = part.count() == 0 ? place : part.from() + part.count();
            for (; place < end; place++) {
                ManifestEntry entry = cursor.next();
                if (entry == null) {
                    throw SpaceContent.invalid("the base has %d chunks".formatted(place));
                }
                if (place >= part.from()) {
                    chunks.add(entry);
                }
            }
            if (part.chunks() != null) {
                chunks.addAll(part.chunks());
            }
        }
        MessageDigest ids = Sha256.digest();
        chunks.forEach(chunk -> ids.update(chunk.id().digest()));
        if (!HexFormat.of().formatHex(ids.digest()).equals(idsSha256)) {
            throw SpaceContent.invalid("these are other chunks than those whose ids have the SHA-256 that was said");
        }
        return chunks;
    }
}
