package dev.strata.storage.pack;

import dev.strata.storage.key.DataKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A pack as bytes, to be stored, and where each chunk lies in it. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SealedPack(UUID id, DataKey key, byte[] bytes, List<PackEntry> entries) {

    public static SealedPack of(UUID id, DataKey key, List<CodedChunk> chunks) {
        long coded = chunks.stream().mapToLong(CodedChunk::codedLength).sum();
        byte[] pack = new byte[PackFormat.lengthMax(chunks.size(), coded)];
        byte[] header = PackFormat.header(id, key);
        System.arraycopy(header, 0, pack, 0, header.length);
        PackCipher cipher = new PackCipher(key, id);
        List<PackEntry> entries = new ArrayList<>(chunks.size());
        ByteBuffer index = ByteBuffer.allocate(chunks.size() * PackFormat.ENTRY_BYTES);
        int offset = header.length;
        for (CodedChunk chunk : chunks) {
            byte[] context = PackFormat.context(id, chunk.id(), chunk.length(), chunk.codec());
            int sealed = cipher.seal(context, chunk.bytes(), chunk.offset(), chunk.codedLength(), pack, offset);
            entries.add(new PackEntry(chunk.id(), offset, sealed, chunk.length(), chunk.codec()));
            index.put(chunk.id().digest())
                    .putInt(offset)
                    .putInt(sealed)
                    .putInt(chunk.length())
                    .put((byte) chunk.codec().number())
                    .putInt(PackFormat.crc(pack, offset, sealed));
            offset += sealed;
        }
        int indexLength = cipher.seal(header, index.array(), 0, index.capacity(), pack, offset);
        PackTail.write(pack, header, offset, indexLength);
        return new SealedPack(id, key, pack, List.copyOf(entries));
    }

    public int length() {
        return bytes.length;
    }
}
