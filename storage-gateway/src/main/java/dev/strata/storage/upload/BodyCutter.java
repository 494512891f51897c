package dev.strata.storage.upload;

import dev.strata.kernel.id.SpaceId;
import dev.strata.storage.chunk.ChunkStore;
import dev.strata.storage.chunk.ChunkWorkers;
import dev.strata.storage.memory.MemoryBudget;
import dev.strata.storage.memory.Reservation;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.stereotype.Component;

/** Cuts bodies of any length into durable chunks, in memory that does not grow with the length. */
@Component
public class BodyCutter {
    private static final int BUFFERS_MIN = 2;
    private static final int BUFFERS_MAX = 3;

    private final ChunkStore chunks;
    private final ChunkWorkers workers;
    private final MemoryBudget memory;
    private final UploadLimits limits;

    BodyCutter(ChunkStore chunks, ChunkWorkers workers, MemoryBudget uploadMemory, UploadLimits limits) {
        this.chunks = chunks;
        this.workers = workers;
        this.memory = uploadMemory;
        this.limits = limits;
    }

    /**
     * Reads the body to its end.
     *
     * @param tail what has come before and is not cut yet
     * @param announced how many bytes the body has, minus one if nobody knows
     * @param room how many it may have
     */
    public BodyCut.End cut(SpaceId space, byte[] tail, InputStream body, long announced, long room, BodyCut.Owner owner)
            throws IOException {
        if (announced > room) {
            throw owner.tooLong();
        }
        int small = UploadLimits.BATCH_BYTES_MIN;
        boolean isKnown = announced >= 0;
        if (isKnown && tail.length + announced < small) {
            // With room for one byte more the end of the body is seen before the buffer is full.
            int bytes = (int) (tail.length + announced + 1);
            try (Reservation _ = memory.reserve(UploadLimits.memory(bytes));
                    BodyCut cut = new BodyCut(chunks, workers, space, owner, 1, bytes)) {
                return cut.run(tail, body, room);
            }
        }
        boolean isShort = isKnown && tail.length + announced < (long) BUFFERS_MIN * small;
        try (Reservation _ = memory.reserve(UploadLimits.memory((long) BUFFERS_MIN * small));
                Reservation spare = isShort
                        ? null
                        : memory.reserveSpare(UploadLimits.memory((long) BUFFERS_MAX * limits.batchBytes()))
                                .orElse(null);
                BodyCut cut = new BodyCut(
                        chunks,
                        workers,
                        space,
                        owner,
                        spare == null ? BUFFERS_MIN : BUFFERS_MAX,
                        spare == null ? small : limits.batchBytes())) {
            return cut.run(tail, body, room);
        }
    }
}
