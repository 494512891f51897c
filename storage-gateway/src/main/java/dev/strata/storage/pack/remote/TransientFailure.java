package dev.strata.storage.pack.remote;

import dev.strata.storage.chunk.ChunkStoreException;

/** A failure that another attempt may heal; and what to say if none does. */
public final class TransientFailure extends ChunkStoreException {
    private final ChunkStoreException lasting;

    public TransientFailure(ChunkStoreException lasting) {
        super(String.valueOf(lasting.getMessage()), lasting);
        this.lasting = lasting;
    }

    ChunkStoreException lasting() {
        return lasting;
    }
}
