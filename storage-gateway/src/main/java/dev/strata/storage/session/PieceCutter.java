package dev.strata.storage.session;

import dev.strata.kernel.id.SpaceId;
import dev.strata.storage.chunk.ChunkStore;
import dev.strata.storage.chunk.ChunkWorkers;
import dev.strata.storage.memory.MemoryBudget;
import dev.strata.storage.memory.Reservation;
import dev.strata.storage.upload.UploadLimits;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.stereotype.Component;

/** Cuts pieces of content into durable chunks, in memory that does not grow with their length. */
@Component
class PieceCutter {
    private static final int BUFFERS = 2;

    private final ChunkStore chunks;
    private final ChunkWorkers workers;
    private final MemoryBudget memory;
    private final UploadLimits limits;

    PieceCutter(ChunkStore chunks, ChunkWorkers workers, MemoryBudget uploadMemory, UploadLimits limits) {
        this.chunks = chunks;
        this.workers = workers;
        this.memory = uploadMemory;
        this.limits = limits;
    }

    long sizeMax() {
        return limits.sizeMaxBytes();
    }

    /**
     * Reads the body to its end.
     *
     * @param tail what has come before and is not cut yet
     * @param announced how many bytes the body has, minus one if nobody knows
     * @param room how many it may have
     */
    PieceCut.End cut(SpaceId space, byte[] tail, InputStream body, long announced, long room, PieceCut.Owner owner)
            throws IOException {
        if (announced > room) {
            throw SessionProblems.beyondLength(room);
        }
        int small = UploadLimits.BATCH_BYTES_MIN;
        if (announced >= 0 && tail.length + announced < small) {
            // With room for one byte more the end of the body is seen before the buffer is full.
            int bytes = (int) (tail.length + announced + 1);
            try (Reservation _ = memory.reserve(UploadLimits.memory(bytes))) {
                return run(space, tail, body, room, owner, bytes);
            }
        }
        try (Reservation _ = memory.reserve(UploadLimits.memory((long) BUFFERS * small));
                Reservation spare = memory.reserveSpare(UploadLimits.memory((long) BUFFERS * limits.batchBytes()))
                        .orElse(null)) {
            return run(space, tail, body, room, owner, spare == null ? small : limits.batchBytes());
        }
    }

    private PieceCut.End run(
            SpaceId space, byte[] tail, InputStream body, long room, PieceCut.Owner owner, int bufferBytes)
            throws IOException {
        try (PieceCut cut = new PieceCut(chunks, workers, space, owner, bufferBytes)) {
            return cut.run(tail, body, room);
        }
    }
}
