package dev.strata.storage.upload;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.chunk.Chunk;
import dev.strata.storage.chunk.ChunkStore;
import dev.strata.storage.chunk.PackWriter;
import dev.strata.storage.chunk.WrongHashException;
import dev.strata.storage.index.SpaceChunks;
import dev.strata.storage.memory.MemoryBudget;
import dev.strata.storage.memory.Reservation;
import dev.strata.storage.space.HomeSpaces;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
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
    private final SpaceChunks spaces;
    private final ChunkStore store;
    private final MemoryBudget memory;
    private final long batchMax;
    private final Clock clock;

    ChunkIntake(
            HomeSpaces homes,
            SpaceChunks spaces,
            ChunkStore store,
            MemoryBudget uploadMemory,
            UploadLimits limits,
            Clock clock) {
        this.homes = homes;
        this.spaces = spaces;
        this.store = store;
        this.memory = uploadMemory;
        this.batchMax = limits.batchMax().toBytes();
        this.clock = clock;
    }

    /** Those of the given chunks that the space lacks; the others stay until a manifest can have been made of them. */
    public List<ChunkId> missing(Caller caller, SpaceId space, List<ChunkId> ids) {
        homes.requireOwn(caller, space);
        if (ids.size() > SpaceChunks.BATCH_MAX) {
            throw tooMany("Ask for");
        }
        SequencedSet<ChunkId> asked = new LinkedHashSet<>(ids);
        Set<ChunkId> known = spaces.pin(space, asked, clock.instant().plus(PackWriter.PINNED))
                .keySet();
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
        try (Reservation _ = memory.reserve(UploadLimits.memory(bufferBytes))) {
            byte[] buffer = new byte[bufferBytes];
            int length = RequestBytes.fill(body, buffer, 0, bufferBytes);
            if (announced >= 0 && length < announced) {
                throw RequestBytes.incomplete("%d bytes came of %d announced".formatted(length, announced));
            }
            if (announced < 0 && length == bufferBytes && !RequestBytes.isAtEnd(body)) {
                throw tooLarge();
            }
            return store.put(space, List.of(verified(id, buffer, 0, length))) == 1;
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
        int bufferBytes = 2 * ManifestEntry.LENGTH_MAX;
        try (Reservation _ = memory.reserve(UploadLimits.memory(bufferBytes))) {
            byte[] buffer = new byte[bufferBytes];
            ChunkBodies bodies = new ChunkBodies(body, batchMax);
            List<Chunk> waiting = new ArrayList<>();
            int used = 0;
            int count = 0;
            int added = 0;
            for (ManifestEntry next = bodies.next(buffer, 0); next != null; next = bodies.next(buffer, used)) {
                if (count == SpaceChunks.BATCH_MAX) {
                    throw tooMany("Send");
                }
                waiting.add(verified(next.id(), buffer, used, next.length()));
                used += next.length();
                count++;
                if (used > bufferBytes - ManifestEntry.LENGTH_MAX) {
                    added += store.put(space, waiting);
                    waiting.clear();
                    used = 0;
                }
            }
            added += waiting.isEmpty() ? 0 : store.put(space, waiting);
            return new Counted(added, count - added);
        }
    }

    private static Chunk verified(ChunkId id, byte[] buffer, int offset, int length) {
        if (length == 0) {
            throw new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "empty-chunk", "A chunk has a byte at least.");
        }
        try {
            return Chunk.announced(id, buffer, offset, length);
        } catch (WrongHashException e) {
            throw new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "wrong-hash", String.valueOf(e.getMessage()));
        }
    }

    private static ProblemException tooMany(String verb) {
        return new ProblemException(
                HttpStatus.CONTENT_TOO_LARGE,
                "too-many-chunks",
                "%s %d chunks at once at most.".formatted(verb, SpaceChunks.BATCH_MAX));
    }

    private static ProblemException tooLarge() {
        return new ProblemException(
                HttpStatus.CONTENT_TOO_LARGE,
                "too-large",
                "A chunk may have %d bytes at most.".formatted(ManifestEntry.LENGTH_MAX));
    }
}
