package dev.strata.storage.gc;

import dev.strata.storage.pack.InMemoryPackStore;
import dev.strata.storage.pack.PackStore;

class StoreCopyTest extends StoreCopyContract {
    @Override
    PackStore source() {
        return new InMemoryPackStore();
    }

    @Override
    PackStore target() {
        return new InMemoryPackStore();
    }
}
