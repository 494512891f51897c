package dev.strata.storage.chunk;

import dev.strata.kernel.content.ChunkId;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A store that forgets when the test ends. */
public class InMemoryChunkStore implements ChunkStore {
    private final Map<ChunkId, byte[]> chunks = new ConcurrentHashMap<>();

    @Override
    public boolean put(ChunkId id, byte[] bytes, int offset, int length) throws IOException {
        byte[] kept = Arrays.copyOfRange(bytes, offset, offset + length);
        byte[] before = chunks.put(id, kept);
        return before == null || before.length != length;
    }

    /** Puts bytes under a hash that they do not have. */
    public void damage(ChunkId id, byte[] bytes) {
        chunks.put(id, bytes);
    }

    @Override
    public int read(ChunkId id, byte[] target) throws IOException {
        byte[] bytes = read(id);
        if (bytes.length > target.length) {
            throw new CorruptChunkException(id, "%d bytes".formatted(bytes.length));
        }
        System.arraycopy(bytes, 0, target, 0, bytes.length);
        return bytes.length;
    }

    @Override
    public byte[] read(ChunkId id) throws IOException {
        byte[] bytes = chunks.get(id);
        if (bytes == null) {
            throw new MissingChunkException(id);
        }
        return bytes.clone();
    }

    @Override
    public boolean contains(ChunkId id) {
        return chunks.containsKey(id);
    }

    @Override
    public boolean delete(ChunkId id) {
        return chunks.remove(id) != null;
    }

    @Override
    public Stream<ChunkId> list() {
        return chunks.keySet().stream();
    }
}
