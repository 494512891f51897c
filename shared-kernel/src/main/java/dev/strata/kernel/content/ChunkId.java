package dev.strata.kernel.content;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Names a chunk by its content: the SHA-256 of its bytes. Small, as there are millions of them in one manifest. */
public final class ChunkId {
    /** Of the digest. */
    public static final int BYTES = 32;

    private final long first;
    private final long second;
    private final long third;
    private final long fourth;

    private ChunkId(ByteBuffer digest) {
        this.first = digest.getLong();
        this.second = digest.getLong();
        this.third = digest.getLong();
        this.fourth = digest.getLong();
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ChunkId of(String hex) {
        return ofDigest(HexFormat.of().parseHex(Sha256.require("chunk id", hex)));
    }

    /** The id of these bytes. */
    public static ChunkId ofBytes(byte[] bytes) {
        return ofBytes(bytes, 0, bytes.length);
    }

    public static ChunkId ofBytes(byte[] bytes, int offset, int length) {
        MessageDigest digest = Sha256.digest();
        digest.update(bytes, offset, length);
        return ofDigest(digest.digest());
    }

    /** The id whose 32 digest bytes are given. */
    public static ChunkId ofDigest(byte[] digest) {
        if (digest.length != BYTES) {
            throw new IllegalArgumentException("a chunk id has %d bytes, not %d".formatted(BYTES, digest.length));
        }
        return read(ByteBuffer.wrap(digest));
    }

    /** The id whose digest comes next. */
    public static ChunkId read(ByteBuffer buffer) {
        return new ChunkId(buffer);
    }

    /** The 32 bytes of the digest. */
    public byte[] digest() {
        return ByteBuffer.allocate(BYTES)
                .putLong(first)
                .putLong(second)
                .putLong(third)
                .putLong(fourth)
                .array();
    }

    @JsonValue
    public String hex() {
        return HexFormat.of().formatHex(digest());
    }

    /** With how many bits of zero the digest begins. */
    public int leadingZeroBits() {
        return Long.numberOfLeadingZeros(first);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChunkId that
                && first == that.first
                && second == that.second
                && third == that.third
                && fourth == that.fourth;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first);
    }

    @Override
    public String toString() {
        return hex();
    }
}
