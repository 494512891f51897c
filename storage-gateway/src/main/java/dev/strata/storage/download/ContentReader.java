package dev.strata.storage.download;

import dev.strata.kernel.content.Manifest;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.storage.chunk.ChunkWorkers;
import dev.strata.storage.chunk.VerifyingChunkStore;
import dev.strata.storage.memory.MemoryBudget;
import dev.strata.storage.memory.Reservation;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Opens byte ranges over a manifest: verified bytes only, with one chunk read ahead while there is memory to spare. */
@Component
public class ContentReader {
    private final VerifyingChunkStore chunks;
    private final ChunkWorkers workers;
    private final MemoryBudget memory;

    ContentReader(VerifyingChunkStore chunks, ChunkWorkers workers, MemoryBudget downloadMemory) {
        this.chunks = chunks;
        this.workers = workers;
        this.memory = downloadMemory;
    }

    /**
     * The content of these ranges, one after the other. The first bytes have been read and verified when this returns,
     * so that a broken chunk is found while the client can still be told.
     */
    public ContentStream open(Manifest manifest, List<ByteRange> ranges) throws IOException {
        List<Slice> slices = Slice.of(manifest.chunks(), ranges);
        int bufferBytes = slices.stream()
                .map(Slice::entry)
                .mapToInt(ManifestEntry::length)
                .max()
                .orElse(0);
        Reservation own = memory.reserve(bufferBytes);
        Optional<Reservation> spare = slices.size() > 1 ? memory.reserveSpare(bufferBytes) : Optional.empty();
        ContentStream stream = new ContentStream(chunks, workers, slices, bufferBytes, own, spare);
        try {
            stream.prime();
            return stream;
        } catch (IOException | RuntimeException e) {
            stream.close();
            throw e;
        }
    }
}
