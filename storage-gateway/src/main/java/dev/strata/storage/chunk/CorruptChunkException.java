package dev.strata.storage.chunk;

import dev.strata.kernel.content.ChunkId;

/** Stored bytes that are not what they were: never to be handed out. */
public class CorruptChunkException extends ChunkStoreException {
    public CorruptChunkException(ChunkId id, String found) {
        super("chunk %s is corrupt: %s".formatted(id, found), null);
    }
}
