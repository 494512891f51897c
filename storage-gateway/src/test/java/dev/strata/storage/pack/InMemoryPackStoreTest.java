package dev.strata.storage.pack;

class InMemoryPackStoreTest extends PackStoreContract {
    private final InMemoryPackStore store = new InMemoryPackStore();

    @Override
    protected PackStore store() {
        return store;
    }
}
