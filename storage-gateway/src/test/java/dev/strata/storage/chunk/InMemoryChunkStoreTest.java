package dev.strata.storage.chunk;

class InMemoryChunkStoreTest extends ChunkStoreContract {
    private final InMemoryChunkStore store = new InMemoryChunkStore();

    @Override
    protected ChunkStore store() {
        return store;
    }
}
