package dev.strata.storage.pack;

import dev.strata.storage.chunk.ChunkStoreException;

/** A name under which other bytes are kept; they were left alone. */
public class ObjectExistsException extends ChunkStoreException {
    public ObjectExistsException(StoredName name) {
        super("%s is there with other bytes".formatted(name), null);
    }
}
