package dev.strata.storage.chunk;

import java.io.IOException;

/** No room for another chunk. Nothing has changed; it may go again when there is room. */
public class StorageFullException extends ChunkStoreException {
    public StorageFullException(IOException cause) {
        super("the chunk store has no room left", cause);
    }
}
