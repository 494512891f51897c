package dev.strata.storage.pack;

import dev.strata.storage.chunk.ChunkStoreException;

/** An object that ends before the bytes that somebody counts on. */
public class ShortObjectException extends ChunkStoreException {
    public ShortObjectException(StoredName name, long offset, int length, long actual) {
        super("%s has %d bytes: not %d from %d".formatted(name, actual, length, offset), null);
    }
}
