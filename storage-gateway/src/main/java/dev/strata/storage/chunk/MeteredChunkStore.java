package dev.strata.storage.chunk;

import dev.strata.kernel.content.ChunkId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.stream.Stream;

/** Counts the bytes that go in and out, and the chunks that were there before. */
public final class MeteredChunkStore implements ChunkStore {
    private final ChunkStore delegate;
    private final Counter bytesIn;
    private final Counter bytesOut;
    private final Counter duplicates;

    public MeteredChunkStore(ChunkStore delegate, MeterRegistry meters) {
        this.delegate = delegate;
        this.bytesIn = meters.counter("strata.chunk.bytes", "direction", "in");
        this.bytesOut = meters.counter("strata.chunk.bytes", "direction", "out");
        this.duplicates = meters.counter("strata.chunk.duplicates");
    }

    @Override
    public boolean put(ChunkId id, byte[] bytes, int offset, int length) throws IOException {
        boolean added = delegate.put(id, bytes, offset, length);
        if (added) {
            bytesIn.increment(length);
        } else {
            duplicates.increment();
        }
        return added;
    }

    @Override
    public int read(ChunkId id, byte[] target) throws IOException {
        int length = delegate.read(id, target);
        bytesOut.increment(length);
        return length;
    }

    @Override
    public byte[] read(ChunkId id) throws IOException {
        byte[] bytes = delegate.read(id);
        bytesOut.increment(bytes.length);
        return bytes;
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
