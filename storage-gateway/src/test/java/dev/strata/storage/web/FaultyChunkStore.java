package dev.strata.storage.web;

import dev.strata.kernel.content.ChunkId;
import dev.strata.storage.chunk.ChunkStore;
import dev.strata.storage.chunk.StorageFullException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** A store whose disk can be full. */
final class FaultyChunkStore implements ChunkStore {
    private final ChunkStore delegate;
    private final AtomicBoolean full = new AtomicBoolean();

    FaultyChunkStore(ChunkStore delegate) {
        this.delegate = delegate;
    }

    void full(boolean now) {
        full.set(now);
    }

    @Override
    public boolean put(ChunkId id, byte[] bytes, int offset, int length) throws IOException {
        if (full.get()) {
            throw new StorageFullException(new IOException("No space left on device"));
        }
        return delegate.put(id, bytes, offset, length);
    }

    @Override
    public int read(ChunkId id, byte[] target) throws IOException {
        return delegate.read(id, target);
    }

    @Override
    public byte[] read(ChunkId id) throws IOException {
        return delegate.read(id);
    }

    @Override
    public boolean contains(ChunkId id) throws IOException {
        return delegate.contains(id);
    }

    @Override
    public boolean delete(ChunkId id) throws IOException {
        return delegate.delete(id);
    }

    @Override
    public Stream<ChunkId> list() throws IOException {
        return delegate.list();
    }
}
