package dev.strata.storage.chunk;

import dev.strata.kernel.content.ChunkId;

/** A chunk that is not in the store although somebody counts on it. */
public class MissingChunkException extends ChunkStoreException {
    public MissingChunkException(ChunkId id) {
        super("chunk %s is missing".formatted(id), null);
    }
}
