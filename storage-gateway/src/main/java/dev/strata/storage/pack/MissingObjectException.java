package dev.strata.storage.pack;

import dev.strata.storage.chunk.ChunkStoreException;

/** An object that is not in the store although somebody counts on it. */
public class MissingObjectException extends ChunkStoreException {
    public MissingObjectException(StoredName name) {
        super("%s is missing".formatted(name), null);
    }
}
