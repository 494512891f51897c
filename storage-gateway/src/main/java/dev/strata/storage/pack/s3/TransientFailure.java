package dev.strata.storage.pack.s3;

import dev.strata.storage.chunk.ChunkStoreException;

/** A failure that another attempt may heal; and what to say if none does. */
final class TransientFailure extends ChunkStoreException {
    private final ChunkStoreException lasting;

    TransientFailure(ChunkStoreException lasting) {
        super(String.valueOf(lasting.getMessage()), lasting);
        this.lasting = lasting;
    }

    ChunkStoreException lasting() {
        return lasting;
    }
}
