package dev.strata.storage.upload;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.chunk.VerifyingChunkStore;
import dev.strata.storage.chunk.WrongHashException;
import dev.strata.storage.memory.MemoryBudget;
import dev.strata.storage.memory.Reservation;
import dev.strata.storage.space.ChunksOfSpaces;
import dev.strata.storage.space.HomeSpaces;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Takes chunks that clients have cut themselves. */
@Component
public class ChunkIntake {
    private final HomeSpaces homes;
    private final ChunksOfSpaces spaces;
    private final VerifyingChunkStore store;
    private final MemoryBudget memory;
    private final long batchMax;

    ChunkIntake(
            HomeSpaces homes,
            ChunksOfSpaces spaces,
            VerifyingChunkStore store,
            MemoryBudget uploadMemory,
            UploadLimits limits) {
        this.homes = homes;
        this.spaces = spaces;
        this.store = store;
        this.memory = uploadMemory;
        this.batchMax = limits.batchMax().toBytes();
    }

    /** Those of the given chunks that the space lacks. */
    public List<ChunkId> missing(Caller caller, SpaceId space, List<ChunkId> ids) {
        homes.requireOwn(caller, space);
        if (ids.size() > ChunksOfSpaces.BATCH_MAX) {
            throw tooMany("Ask for");
        }
        SequencedSet<ChunkId> asked = new LinkedHashSet<>(ids);
        Set<ChunkId> known = spaces.lengths(space, asked).keySet();
        return asked.stream().filter(id -> !known.contains(id)).toList();
    }

    /**
     * Stores one chunk.
     *
     * @param announced its length, minus one if the client does not say
     * @return false if the space had it
     */
    public boolean put(Caller caller, SpaceId space, ChunkId id, long announced, InputStream body) throws IOException {
        homes.requireOwn(caller, space);
        if (announced > ManifestEntry.LENGTH_MAX) {
            throw tooLarge();
        }
        int bufferBytes = announced < 0 ? ManifestEntry.LENGTH_MAX : (int) announced;
        try (Reservation _ = memory.reserve(bufferBytes)) {
            byte[] buffer = new byte[bufferBytes];
            int length = RequestBytes.fill(body, buffer, bufferBytes);
            if (announced >= 0 && length < announced) {
                throw RequestBytes.incomplete("%d bytes came of %d announced".formatted(length, announced));
            }
            if (announced < 0 && length == bufferBytes && !RequestBytes.isAtEnd(body)) {
                throw tooLarge();
            }
            keep(id, buffer, length);
            return spaces.add(space, id, length);
        }
    }

    /** What a batch has brought. */
    public record Counted(int stored, int known) {}

    /** Stores many chunks from one body; {@code docs/storage-format.md} has its layout. */
    public Counted putAll(Caller caller, SpaceId space, long announced, InputStream body) throws IOException {
        homes.requireOwn(caller, space);
        if (announced > batchMax) {
            throw ChunkBodies.batchTooLarge(batchMax);
        }
        try (Reservation _ = memory.reserve(ManifestEntry.LENGTH_MAX)) {
            List<ManifestEntry> stored = new ArrayList<>();
            byte[] buffer = new byte[ManifestEntry.LENGTH_MAX];
            ChunkBodies chunks = new ChunkBodies(body, batchMax);
            for (ManifestEntry next = chunks.next(buffer); next != null; next = chunks.next(buffer)) {
                if (stored.size() == ChunksOfSpaces.BATCH_MAX) {
                    throw tooMany("Send");
                }
                keep(next.id(), buffer, next.length());
                stored.add(next);
            }
            int added = spaces.addAll(space, stored);
            return new Counted(added, stored.size() - added);
        }
    }

    private void keep(ChunkId id, byte[] buffer, int length) throws IOException {
        if (length == 0) {
            throw new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "empty-chunk", "A chunk has a byte at least.");
        }
        try {
            store.put(id, buffer, 0, length);
        } catch (WrongHashException e) {
            throw new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "wrong-hash", String.valueOf(e.getMessage()));
        }
    }

    private static ProblemException tooMany(String verb) {
        return new ProblemException(
                HttpStatus.CONTENT_TOO_LARGE,
                "too-many-chunks",
                "%s %d chunks at once at most.".formatted(verb, ChunksOfSpaces.BATCH_MAX));
    }

    private static ProblemException tooLarge() {
        return new ProblemException(
                HttpStatus.CONTENT_TOO_LARGE,
                "too-large",
                "A chunk may have %d bytes at most.".formatted(ManifestEntry.LENGTH_MAX));
    }
}
