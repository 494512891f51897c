package dev.strata.storage.chunk;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Something that went wrong at the store's end, not at the client's. */
public class ChunkStoreException extends IOException {
    public ChunkStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
