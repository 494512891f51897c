package dev.strata.storage.chunk;

import dev.strata.kernel.content.ChunkId;
import org.jspecify.annotations.Nullable;

/** Stored bytes that are not what they were: never to be handed out. */
public class CorruptChunkException extends ChunkStoreException {
    public CorruptChunkException(ChunkId id, String found) {
        this(id, found, null);
    }

    public CorruptChunkException(ChunkId id, String found, @Nullable Throwable cause) {
        super("chunk %s is corrupt: %s".formatted(id, found), cause);
    }
}
