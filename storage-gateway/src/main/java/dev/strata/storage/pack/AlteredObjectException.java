package dev.strata.storage.pack;

import dev.strata.storage.chunk.ChunkStoreException;

/** A store that keeps or gives other bytes than those that were put. */
public class AlteredObjectException extends ChunkStoreException {
    public AlteredObjectException(StoredName name) {
        super("the store has altered %s: these are not the bytes that were put".formatted(name), null);
    }
}
