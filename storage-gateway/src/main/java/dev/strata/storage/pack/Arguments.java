package dev.strata.storage.pack;

import java.util.Objects;

/** What every {@link PackStore} asks of its arguments before it does anything. */
public final class Arguments {
    private Arguments() {}

    public static void checkPut(byte[] bytes, int offset, int length) {
        if (length < 1 || length > PackStore.LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "an object has 1 to %d bytes, not %d".formatted(PackStore.LENGTH_MAX, length));
        }
        Objects.checkFromIndexSize(offset, length, bytes.length);
    }

    public static void checkRead(long offset, byte[] target, int from, int length) {
        if (offset < 0 || length < 1) {
            throw new IllegalArgumentException("not a part of an object: %d bytes from %d".formatted(length, offset));
        }
        Objects.checkFromIndexSize(from, length, target.length);
    }
}
