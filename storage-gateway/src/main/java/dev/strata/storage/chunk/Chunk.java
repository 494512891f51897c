package dev.strata.storage.chunk;

import dev.strata.kernel.content.ChunkId;
import dev.strata.storage.pack.CodedChunk;

/** A chunk whose hash has been computed here: there is no other way to make one. */
public final class Chunk {
    private final ChunkId id;
    private final byte[] bytes;
    private final int offset;
    private final int length;

    private Chunk(ChunkId id, byte[] bytes, int offset, int length) {
        this.id = id;
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
    }

    /** A view: the array must not change until the chunk is stored. */
    public static Chunk of(byte[] bytes, int offset, int length) {
        return new Chunk(ChunkId.ofBytes(bytes, offset, length), bytes, offset, length);
    }

    /** The same, if the bytes have the hash that they were announced with. */
    public static Chunk announced(ChunkId id, byte[] bytes, int offset, int length) throws WrongHashException {
        Chunk chunk = of(bytes, offset, length);
        if (!chunk.id.equals(id)) {
            throw new WrongHashException(id, chunk.id);
        }
        return chunk;
    }

    public ChunkId id() {
        return id;
    }

    public int length() {
        return length;
    }

    CodedChunk coded() {
        return CodedChunk.of(id, bytes, offset, length);
    }
}
