package dev.strata.storage.pack.remote;

import java.util.Arrays;

/** Bytes on their way to a server. An adapter adds the digests that its server checks. */
public abstract class Content {
    protected final byte[] bytes;
    protected final int offset;
    protected final int length;

    protected Content(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
    }

    public final int length() {
        return length;
    }

    final boolean equalTo(byte[] others) {
        return Arrays.equals(bytes, offset, offset + length, others, 0, others.length);
    }
}
