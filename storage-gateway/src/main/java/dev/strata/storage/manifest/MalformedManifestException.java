package dev.strata.storage.manifest;

import dev.strata.storage.chunk.ChunkStoreException;
import org.jspecify.annotations.Nullable;

/** Bytes that should be a manifest, or a leaf of one, and are none. */
public class MalformedManifestException extends ChunkStoreException {
    MalformedManifestException(String found, @Nullable Throwable cause) {
        super("this is not a manifest: " + found, cause);
    }

    static void require(boolean holds, String otherwise) throws MalformedManifestException {
        if (!holds) {
            throw new MalformedManifestException(otherwise, null);
        }
    }
}
