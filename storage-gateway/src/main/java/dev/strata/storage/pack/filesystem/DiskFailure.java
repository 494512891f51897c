package dev.strata.storage.pack.filesystem;

import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.chunk.StorageFullException;
import java.io.IOException;

/** Tells a full disk from other failures; Java has no type for it, only the operating system's words. */
final class DiskFailure {
    private DiskFailure() {}

    static ChunkStoreException of(String doing, IOException failure) {
        if (failure instanceof ChunkStoreException known) {
            return known;
        }
        String message = String.valueOf(failure.getMessage());
        return message.contains("No space left on device") || message.contains("Disk quota exceeded")
                ? new StorageFullException(failure)
                : new ChunkStoreException("cannot %s: %s".formatted(doing, failure), failure);
    }
}
