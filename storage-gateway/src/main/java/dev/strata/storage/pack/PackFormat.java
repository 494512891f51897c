package dev.strata.storage.pack;

import dev.strata.kernel.content.ChunkId;
import dev.strata.storage.key.DataKey;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32C;

/** Sizes and marks of a pack; {@code docs/storage-format.md} has the layout. */
final class PackFormat {
    static final int MAGIC = 0x53545250; // STRP
    static final int END_MAGIC = 0x50525453; // PRTS
    static final byte FORMAT = 1;
    static final int HEADER_BYTES = Integer.BYTES + 1 + 4 * Long.BYTES;

    /** Id, offset, sealed length, length, codec, CRC32C of the sealed bytes. */
    static final int ENTRY_BYTES = 32 + 3 * Integer.BYTES + 1 + Integer.BYTES;

    /** Sealed length of the index, CRC32C of header and sealed index, magic. */
    static final int FOOTER_BYTES = 3 * Integer.BYTES;

    private PackFormat() {}

    static byte[] header(UUID pack, DataKey key) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .putInt(MAGIC)
                .put(FORMAT)
                .put(PackCipher.bytes(pack))
                .put(PackCipher.bytes(key.id()))
                .array();
    }

    /** What is authenticated with a chunk: it opens as this chunk of this pack, or not at all. */
    static byte[] context(UUID pack, ChunkId id, int length, Codec codec) {
        return ByteBuffer.allocate(16 + 32 + Integer.BYTES + 1)
                .put(PackCipher.bytes(pack))
                .put(id.digest())
                .putInt(length)
                .put((byte) codec.number())
                .array();
    }

    static int crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    /** No pack of so many chunks of so many coded bytes together is longer. */
    static int lengthMax(int chunks, long codedBytes) {
        return Math.toIntExact(HEADER_BYTES
                + codedBytes
                + (long) chunks * (PackCipher.TAG_BYTES + ENTRY_BYTES)
                + PackCipher.TAG_BYTES
                + FOOTER_BYTES);
    }
}
