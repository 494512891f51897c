package dev.strata.kernel.content;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Names a chunk by its content: the SHA-256 of its bytes. */
public record ChunkId(@JsonValue String hex) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ChunkId {
        Sha256.require("chunk id", hex);
    }

    public static ChunkId of(String hex) {
        return new ChunkId(hex);
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
        return new ChunkId(HexFormat.of().formatHex(digest));
    }

    /** The 32 bytes of the digest. */
    public byte[] digest() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
