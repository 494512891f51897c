package dev.strata.storage.chunk.filesystem;

import dev.strata.storage.chunk.StorageFullException;
import java.io.IOException;

/** Tells a full disk from other failures; Java has no type for it, only the operating system's words. */
final class DiskFull {
    private DiskFull() {}

    static IOException orSame(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("No space left on device") || message.contains("Disk quota exceeded")
                ? new StorageFullException(failure)
                : failure;
    }
}
