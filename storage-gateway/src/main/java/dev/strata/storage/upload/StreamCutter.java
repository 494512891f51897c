package dev.strata.storage.upload;

import dev.strata.kernel.content.Manifest;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.chunk.ChunkWorkers;
import dev.strata.storage.chunk.VerifyingChunkStore;
import dev.strata.storage.memory.MemoryBudget;
import dev.strata.storage.memory.Reservation;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Cuts streams of any length into durable chunks, in memory that does not grow with the length. */
@Component
public class StreamCutter {
    private static final int CHUNK = Manifest.FIXED_4M_BYTES;

    private final VerifyingChunkStore chunks;
    private final ChunkWorkers workers;
    private final MemoryBudget memory;
    private final long sizeMax;

    StreamCutter(VerifyingChunkStore chunks, ChunkWorkers workers, MemoryBudget uploadMemory, UploadLimits limits) {
        this.chunks = chunks;
        this.workers = workers;
        this.memory = uploadMemory;
        this.sizeMax = limits.sizeMaxBytes();
    }

    /** Refuses what is too large before anything is read. */
    public void checkSize(long announced) {
        if (announced > sizeMax) {
            throw tooLarge(sizeMax);
        }
    }

    /**
     * Reads the stream to its end. All chunks are durable when this returns; what is stored when it fails is nobody's.
     *
     * @param announced how many bytes will come, minus one if that is not known
     */
    public Manifest cut(InputStream body, long announced) throws IOException {
        checkSize(announced);
        boolean several = announced < 0 || announced > CHUNK;
        int bufferBytes = several ? CHUNK : (int) announced;
        boolean many = announced < 0 || announced > UploadLimits.STREAM_BYTES;
        try (Reservation _ = memory.reserve(several ? UploadLimits.STREAM_BYTES : bufferBytes);
                Reservation spare =
                        many ? memory.reserveSpare(UploadLimits.STREAM_BYTES).orElse(null) : null) {
            int buffers = several ? (spare == null ? 2 : 4) : 1;
            try (StreamCut cut = new StreamCut(chunks, workers, buffers, bufferBytes, announced, sizeMax)) {
                return cut.run(body);
            }
        }
    }

    static ProblemException tooLarge(long sizeMax) {
        return new ProblemException(
                HttpStatus.CONTENT_TOO_LARGE, "too-large", "A file may have %d bytes at most.".formatted(sizeMax));
    }
}
