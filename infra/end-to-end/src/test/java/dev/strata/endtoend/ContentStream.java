package dev.strata.endtoend;

import dev.strata.endtoend.http.Bytes;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A content of any size that is made while it is read: no two of its blocks are the same, and none can be compressed. */
final class ContentStream extends InputStream {
    private static final int BLOCK = 64 << 10;

    private final byte[] block = Bytes.random(8, BLOCK);
    private final MessageDigest digest = Bytes.digest();
    private long left;
    private long number;
    private int at = BLOCK;

    ContentStream(long size) {
        this.left = size;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (left == 0) {
            return -1;
        }
        if (at == BLOCK) {
            ByteBuffer.wrap(block).putLong(0, number++);
            at = 0;
        }
        int count = (int) Math.min(left, Math.min(length, BLOCK - at));
        System.arraycopy(block, at, target, offset, count);
        digest.update(target, offset, count);
        at += count;
        left -= count;
        return count;
    }

    /** The digest of what has been read. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
