package dev.strata.storage.upload;

import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.content.Profile;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.chunk.ChunkStore;
import dev.strata.storage.chunk.ChunkWorkers;
import dev.strata.storage.manifest.ManifestHead;
import dev.strata.storage.manifest.ManifestStore;
import dev.strata.storage.memory.MemoryBudget;
import dev.strata.storage.memory.Reservation;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Cuts streams of any length into durable chunks, in memory that does not grow with the length. */
@Component
public class StreamCutter {
    private final ChunkStore chunks;
    private final ChunkWorkers workers;
    private final ManifestStore manifests;
    private final MemoryBudget memory;
    private final UploadLimits limits;

    StreamCutter(
            ChunkStore chunks,
            ChunkWorkers workers,
            ManifestStore manifests,
            MemoryBudget uploadMemory,
            UploadLimits limits) {
        this.chunks = chunks;
        this.workers = workers;
        this.manifests = manifests;
        this.memory = uploadMemory;
        this.limits = limits;
    }

    /** A content that is stored. */
    public record Stored(ManifestHead manifest, ManifestId id) {}

    /** How the caller wants it to be cut: as the version before, or as he says; neither if it does not matter. */
    public record Cutting(@Nullable Profile kept, @Nullable Profile wanted) {
        public static final Cutting ANY = new Cutting(null, null);
    }

    /** Refuses what is too large before anything is read. */
    public void checkSize(long announced) {
        if (announced > limits.sizeMaxBytes()) {
            throw tooLarge(limits.sizeMaxBytes());
        }
    }

    /**
     * Reads the stream to its end. Chunks and manifest are durable and the space's when this returns; what is stored
     * when it fails is nobody's.
     *
     * @param announced how many bytes will come, minus one if that is not known
     */
    public Stored cut(SpaceId space, InputStream body, long announced, Cutting cutting) throws IOException {
        checkSize(announced);
        int small = UploadLimits.BATCH_BYTES_MIN;
        boolean several = announced < 0 || announced > small;
        try (Reservation _ = memory.reserve(UploadLimits.memory(several ? 2L * small : Math.max(1, announced)));
                Reservation spare = several && (announced < 0 || announced > 2L * small)
                        ? memory.reserveSpare(UploadLimits.memory((long) StreamCut.BUFFERS_MAX * limits.batchBytes()))
                                .orElse(null)
                        : null) {
            int buffers = several ? (spare == null ? 2 : StreamCut.BUFFERS_MAX) : 1;
            int bufferBytes = several ? (spare == null ? small : limits.batchBytes()) : (int) announced;
            StreamCut.Sizes sizes = new StreamCut.Sizes(announced, limits.sizeMaxBytes(), buffers, bufferBytes);
            try (StreamCut cut = new StreamCut(chunks, workers, manifests, space, sizes, cutting)) {
                return cut.run(body);
            }
        }
    }

    static ProblemException tooLarge(long sizeMax) {
        return new ProblemException(
                HttpStatus.CONTENT_TOO_LARGE, "too-large", "A file may have %d bytes at most.".formatted(sizeMax));
    }
}
