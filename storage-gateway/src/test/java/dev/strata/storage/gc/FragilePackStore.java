package dev.strata.storage.gc;

import dev.strata.storage.pack.InMemoryPackStore;
import dev.strata.storage.pack.StoreUnavailableException;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A store that refuses to delete when a test says so, and at which a thread can be killed. */
final class FragilePackStore extends InMemoryPackStore {
    private final AtomicBoolean refuses = new AtomicBoolean();

    private volatile Runnable beforeChange = () -> {};

    void refuseDeletes(boolean now) {
        refuses.set(now);
    }

    /** Called before, and after, each change. */
    void onChange(Runnable action) {
        beforeChange = action;
    }

    @Override
    public void put(StoredName name, byte[] bytes, int offset, int length) throws IOException {
        beforeChange.run();
        super.put(name, bytes, offset, length);
        beforeChange.run();
    }

    @Override
    public boolean delete(StoredName name) throws IOException {
        if (refuses.get()) {
            throw new StoreUnavailableException("the store does not answer", null);
        }
        beforeChange.run();
        boolean there = super.delete(name);
        beforeChange.run();
        return there;
    }

    long bytes() throws IOException {
        long sum = 0;
        for (StoredName name : list(StoredName.Kind.PACK).toList()) {
            sum += length(name);
        }
        return sum;
    }

    int packs() {
        return (int) list(StoredName.Kind.PACK).count();
    }
}
