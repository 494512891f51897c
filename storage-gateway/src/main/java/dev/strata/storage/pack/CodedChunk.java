package dev.strata.storage.pack;

import com.github.luben.zstd.Zstd;
import dev.strata.kernel.content.ChunkId;

/**
 * A chunk on its way into a pack: compressed if that helps, not yet encrypted.
 *
 * @param length of the chunk itself
 * @param bytes hold the coded bytes, {@code codedLength} of them from {@code offset}; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a view of a buffer, never compared
public record CodedChunk(ChunkId id, int length, Codec codec, byte[] bytes, int offset, int codedLength) {
    /** Shorter chunks gain nothing. */
    private static final int LENGTH_MIN = 64;

    /** Kept compressed if that takes less than 95 of 100 bytes; the array must not change before the pack is written. */
    public static CodedChunk of(ChunkId id, byte[] bytes, int offset, int length) {
        if (length >= LENGTH_MIN) {
            byte[] target = new byte[(int) Zstd.compressBound(length)];
            int compressed = Compressors.compress(bytes, offset, length, target);
            if (compressed * 100L < length * 95L) {
                return new CodedChunk(id, length, Codec.ZSTD, target, 0, compressed);
            }
        }
        return new CodedChunk(id, length, Codec.NONE, bytes, offset, length);
    }
}
