package dev.strata.storage.chunk;

import dev.strata.kernel.content.ChunkId;
import org.jspecify.annotations.Nullable;

/** A chunk that is not in the store although somebody counts on it. */
public class MissingChunkException extends ChunkStoreException {
    public MissingChunkException(ChunkId id) {
        this(id, null);
    }

    /** @param cause why it is not where it should be */
    @SuppressWarnings("MissingSummary") // the class says it
    public MissingChunkException(ChunkId id, @Nullable Throwable cause) {
        super("chunk %s is missing".formatted(id), cause);
    }
}
