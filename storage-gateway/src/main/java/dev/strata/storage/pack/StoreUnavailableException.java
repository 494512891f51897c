package dev.strata.storage.pack;

import dev.strata.storage.chunk.ChunkStoreException;
import org.jspecify.annotations.Nullable;

/** A store that cannot be reached, or is too busy, for longer than a caller should wait. It may go again later. */
public class StoreUnavailableException extends ChunkStoreException {
    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
