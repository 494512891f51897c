package dev.strata.storage.pack;

import dev.strata.storage.chunk.ChunkStoreException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A pack whose own bytes (not those of a chunk in it) are not what they were. */
public class CorruptPackException extends ChunkStoreException {
    CorruptPackException(UUID pack, String found, @Nullable Throwable cause) {
        super("pack %s is corrupt: %s".formatted(pack, found), cause);
    }
}
