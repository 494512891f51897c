package dev.strata.storage.gc;

import dev.strata.storage.pack.PackStore;
import dev.strata.storage.pack.StoreUnavailableException;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** A store that refuses to delete when a test says so, and at which a thread can be killed. */
final class FragilePackStore implements PackStore {
    private final PackStore delegate;
    private final AtomicBoolean refuses = new AtomicBoolean();

    private volatile Runnable beforeChange = () -> {};
    private volatile Runnable beforeLook = () -> {};

    FragilePackStore(PackStore delegate) {
        this.delegate = delegate;
    }

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
        delegate.put(name, bytes, offset, length);
        beforeChange.run();
    }

    @Override
    public void read(StoredName name, long offset, byte[] target, int from, int length) throws IOException {
        delegate.read(name, offset, target, from, length);
    }

    /** Called before somebody learns how long an object is. */
    void onLook(Runnable action) {
        beforeLook = action;
    }

    @Override
    public long length(StoredName name) throws IOException {
        beforeLook.run();
        return delegate.length(name);
    }

    @Override
    public boolean delete(StoredName name) throws IOException {
        if (refuses.get()) {
            throw new StoreUnavailableException("the store does not answer", null);
        }
        beforeChange.run();
        boolean there = delegate.delete(name);
        beforeChange.run();
        return there;
    }

    @Override
    public Stream<StoredName> list(StoredName.Kind kind) throws IOException {
        return delegate.list(kind);
    }

    @Override
    public void close() throws IOException {
        delegate.close();
    }

    long bytes() throws IOException {
        long sum = 0;
        for (StoredName name : all()) {
            sum += length(name);
        }
        return sum;
    }

    int packs() throws IOException {
        return all().size();
    }

    private List<StoredName> all() throws IOException {
        try (Stream<StoredName> names = list(StoredName.Kind.PACK)) {
            return names.toList();
        }
    }
}
