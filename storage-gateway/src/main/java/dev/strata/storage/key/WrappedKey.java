package dev.strata.storage.key;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A data key as it lies beside the packs, so that they can be opened without a database; {@code docs/storage-format.md}
 * has the layout.
 *
 * @param masterKey the id of the key that it is wrapped with
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WrappedKey(UUID id, UUID domain, String masterKey, byte[] wrapped) {
    private static final int MAGIC = 0x5354524B; // STRK
    private static final byte FORMAT = 1;

    public byte[] encode() {
        byte[] master = masterKey.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(Integer.BYTES + 1 + 4 * Long.BYTES + 1 + master.length + wrapped.length)
                .putInt(MAGIC)
                .put(FORMAT)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putLong(domain.getMostSignificantBits())
                .putLong(domain.getLeastSignificantBits())
                .put((byte) master.length)
                .put(master)
                .put(wrapped)
                .array();
    }

    /** Throws {@link IllegalArgumentException} if these bytes are no wrapped key. */
    public static WrappedKey decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            if (buffer.getInt() != MAGIC || buffer.get() != FORMAT) {
                throw new IllegalArgumentException("this is not a wrapped key of format " + FORMAT);
            }
            UUID id = new UUID(buffer.getLong(), buffer.getLong());
            UUID domain = new UUID(buffer.getLong(), buffer.getLong());
            byte[] master = new byte[buffer.get()];
            buffer.get(master);
            byte[] wrapped = new byte[buffer.remaining()];
            buffer.get(wrapped);
            return new WrappedKey(id, domain, new String(master, StandardCharsets.US_ASCII), wrapped);
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            throw new IllegalArgumentException("this wrapped key is too short", e);
        }
    }
}
