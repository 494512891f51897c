package dev.strata.storage.pack;

import dev.strata.kernel.content.ChunkId;
import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.key.DataKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;

/** The index at the end of a pack: tells what lies in it when the database is lost, or to check the one by the other. */
public final class PackTail {
    private final List<Indexed> entries;
    private final UUID keyId;
    private final long length;

    private PackTail(UUID keyId, long length, List<Indexed> entries) {
        this.keyId = keyId;
        this.length = length;
        this.entries = entries;
    }

    /**
     * A chunk of the pack.
     *
     * @param crc32c of its sealed bytes
     */
    public record Indexed(PackEntry entry, int crc32c) {
        /** Whether its sealed bytes in this pack have the checksum. */
        public boolean matches(byte[] pack) {
            return PackFormat.crc(pack, entry.offset(), entry.sealedLength()) == crc32c;
        }
    }

    /** Finds data keys by their id. */
    @FunctionalInterface
    public interface Keys {
        DataKey find(UUID keyId) throws IOException;
    }

    public List<Indexed> entries() {
        return entries;
    }

    public UUID keyId() {
        return keyId;
    }

    /** Of the whole pack. */
    public long length() {
        return length;
    }

    static void write(byte[] pack, byte[] header, int offset, int indexLength) {
        ByteBuffer.wrap(pack)
                .position(offset + indexLength)
                .putInt(indexLength)
                .putInt(crc(header, pack, offset, indexLength))
                .putInt(PackFormat.END_MAGIC);
    }

    private static int crc(byte[] header, byte[] index, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(header);
        crc.update(index, from, length);
        return (int) crc.getValue();
    }

    /** Gives some bytes of a pack. */
    @FunctionalInterface
    private interface Bytes {
        byte[] read(long offset, int length) throws IOException;
    }

    /** Reads and checks it. */
    public static PackTail read(PackStore store, UUID pack, Keys keys) throws IOException {
        StoredName name = StoredName.pack(pack);
        return read(pack, store.length(name), (offset, length) -> read(store, name, offset, length), keys);
    }

    /** The same for the bytes of a whole pack. */
    public static PackTail of(UUID pack, byte[] bytes, Keys keys) throws IOException {
        return read(
                pack,
                bytes.length,
                (offset, length) -> Arrays.copyOfRange(bytes, (int) offset, (int) offset + length),
                keys);
    }

    private static PackTail read(UUID pack, long length, Bytes bytes, Keys keys) throws IOException {
        if (length < PackFormat.HEADER_BYTES + PackCipher.TAG_BYTES + PackFormat.FOOTER_BYTES
                || length > PackStore.LENGTH_MAX) {
            throw new CorruptPackException(pack, "it has %d bytes".formatted(length), null);
        }
        byte[] header = bytes.read(0, PackFormat.HEADER_BYTES);
        long footerAt = length - PackFormat.FOOTER_BYTES;
        ByteBuffer footer = ByteBuffer.wrap(bytes.read(footerAt, PackFormat.FOOTER_BYTES));
        int indexLength = footer.getInt();
        int crc = footer.getInt();
        long indexAt = footerAt - indexLength;
        if (footer.getInt() != PackFormat.END_MAGIC
                || indexLength < PackCipher.TAG_BYTES
                || indexAt < PackFormat.HEADER_BYTES) {
            throw new CorruptPackException(pack, "its end is not that of a pack", null);
        }
        byte[] sealed = bytes.read(indexAt, indexLength);
        if (crc(header, sealed, 0, indexLength) != crc) {
            throw new CorruptPackException(pack, "header or index has been altered", null);
        }
        DataKey key = keys.find(keyId(pack, header));
        return new PackTail(key.id(), length, parse(pack, open(pack, key, header, sealed, (int) indexAt), indexAt));
    }

    /** What the beginning of a pack says that it is sealed with. */
    public static UUID keyId(PackStore store, UUID pack) throws IOException {
        return keyId(pack, read(store, StoredName.pack(pack), 0, PackFormat.HEADER_BYTES));
    }

    private static byte[] read(PackStore store, StoredName name, long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        store.read(name, offset, bytes, 0, length);
        return bytes;
    }

    private static UUID keyId(UUID pack, byte[] header) throws ChunkStoreException {
        ByteBuffer buffer = ByteBuffer.wrap(header);
        if (buffer.getInt() != PackFormat.MAGIC || buffer.get() != PackFormat.FORMAT) {
            throw new CorruptPackException(pack, "it does not begin as a pack of format " + PackFormat.FORMAT, null);
        }
        UUID id = new UUID(buffer.getLong(), buffer.getLong());
        if (!id.equals(pack)) {
            throw new CorruptPackException(pack, "it is pack " + id, null);
        }
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    private static ByteBuffer open(UUID pack, DataKey key, byte[] header, byte[] sealed, int indexAt)
            throws ChunkStoreException {
        try {
            byte[] index = new byte[sealed.length];
            int length = new PackCipher(key, pack).open(header, sealed, 0, sealed.length, indexAt, index, 0);
            return ByteBuffer.wrap(index, 0, length);
        } catch (GeneralSecurityException e) {
            throw new CorruptPackException(pack, "its index does not open with data key " + key.id(), e);
        }
    }

    private static List<Indexed> parse(UUID pack, ByteBuffer index, long end) throws ChunkStoreException {
        if (index.remaining() % PackFormat.ENTRY_BYTES != 0) {
            throw new CorruptPackException(pack, "its index has %d bytes".formatted(index.remaining()), null);
        }
        List<Indexed> entries = new ArrayList<>(index.remaining() / PackFormat.ENTRY_BYTES);
        while (index.hasRemaining()) {
            byte[] id = new byte[32];
            index.get(id);
            PackEntry entry = new PackEntry(
                    ChunkId.ofDigest(id), index.getInt(), index.getInt(), index.getInt(), Codec.of(index.get()));
            if (entry.offset() < PackFormat.HEADER_BYTES || (long) entry.offset() + entry.sealedLength() > end) {
                throw new CorruptPackException(pack, "chunk %s lies outside".formatted(entry.id()), null);
            }
            entries.add(new Indexed(entry, index.getInt()));
        }
        return List.copyOf(entries);
    }
}
