package dev.strata.storage.chunk;

import dev.strata.kernel.content.ChunkId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.stream.Stream;

/**
 * Checks the hash of every chunk on its way in and on its way out, so that no wrong byte is kept or handed out. All its
 * failures are {@link ChunkStoreException}s.
 */
public final class VerifyingChunkStore implements ChunkStore {
    private final ChunkStore delegate;
    private final Counter corrupt;

    public VerifyingChunkStore(ChunkStore delegate, MeterRegistry meters) {
        this.delegate = delegate;
        this.corrupt = meters.counter("strata.chunk.corrupt");
    }

    /** Work on the store. */
    @FunctionalInterface
    private interface Access<T> {
        T run() throws IOException;
    }

    private static <T> T named(Access<T> access) throws ChunkStoreException {
        try {
            return access.run();
        } catch (ChunkStoreException e) {
            throw e;
        } catch (IOException e) {
            throw new ChunkStoreException("the chunk store failed", e);
        }
    }

    /** Keeps bytes under the hash that they have; the same promises as {@link #put(ChunkId, byte[], int, int)}. */
    public ChunkId put(byte[] bytes, int offset, int length) throws IOException {
        ChunkId id = ChunkId.ofBytes(bytes, offset, length);
        named(() -> delegate.put(id, bytes, offset, length));
        return id;
    }

    /** Throws {@link WrongHashException} if the bytes have another hash; nothing has changed. */
    @Override
    public boolean put(ChunkId id, byte[] bytes, int offset, int length) throws IOException {
        ChunkId actual = ChunkId.ofBytes(bytes, offset, length);
        if (!actual.equals(id)) {
            throw new WrongHashException(id, actual);
        }
        return named(() -> delegate.put(id, bytes, offset, length));
    }

    @Override
    public int read(ChunkId id, byte[] target) throws IOException {
        int length = named(() -> delegate.read(id, target));
        verify(id, target, length);
        return length;
    }

    @Override
    public byte[] read(ChunkId id) throws IOException {
        byte[] bytes = named(() -> delegate.read(id));
        verify(id, bytes, bytes.length);
        return bytes;
    }

    private void verify(ChunkId id, byte[] bytes, int length) throws CorruptChunkException {
        ChunkId actual = ChunkId.ofBytes(bytes, 0, length);
        if (!actual.equals(id)) {
            corrupt.increment();
            throw new CorruptChunkException(id, "its %d bytes have the hash %s".formatted(length, actual));
        }
    }

    @Override
    public boolean contains(ChunkId id) throws IOException {
        return named(() -> delegate.contains(id));
    }

    @Override
    public boolean delete(ChunkId id) throws IOException {
        return named(() -> delegate.delete(id));
    }

    @Override
    public Stream<ChunkId> list() throws IOException {
        return named(() -> delegate.list());
    }
}
