package dev.strata.storage.web;

import dev.strata.storage.chunk.StorageFullException;
import dev.strata.storage.pack.PackStore;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** A store whose disk is full when a test says so. */
final class FaultyPackStore implements PackStore {
    private final PackStore delegate;
    private final AtomicBoolean full = new AtomicBoolean();

    FaultyPackStore(PackStore delegate) {
        this.delegate = delegate;
    }

    void full(boolean now) {
        full.set(now);
    }

    @Override
    public void put(StoredName name, byte[] bytes, int offset, int length) throws IOException {
        if (full.get()) {
            throw new StorageFullException(new IOException("No space left on device"));
        }
        delegate.put(name, bytes, offset, length);
    }

    @Override
    public void read(StoredName name, long offset, byte[] target, int from, int length) throws IOException {
        delegate.read(name, offset, target, from, length);
    }

    @Override
    public long length(StoredName name) throws IOException {
        return delegate.length(name);
    }

    @Override
    public boolean delete(StoredName name) throws IOException {
        return delegate.delete(name);
    }

    @Override
    public Stream<StoredName> list(StoredName.Kind kind) throws IOException {
        return delegate.list(kind);
    }

    @Override
    public void close() throws IOException {
        delegate.close();
    }
}
