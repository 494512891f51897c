package dev.strata.storage.chunk;

import dev.strata.kernel.content.ChunkId;

/** Bytes that were sent under a hash they do not have. */
public class WrongHashException extends ChunkStoreException {
    WrongHashException(ChunkId announced, ChunkId actual) {
        super("the bytes of chunk %s have the hash %s".formatted(announced, actual), null);
    }
}
