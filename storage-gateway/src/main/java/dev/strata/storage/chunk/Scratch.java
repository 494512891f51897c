package dev.strata.storage.chunk;

/** An array that is used again and again, and grows when it must. For one thread at a time. */
public final class Scratch {
    private byte[] bytes = new byte[0];

    /** At least so long, with anything in it. */
    byte[] of(int length) {
        if (bytes.length < length) {
            bytes = new byte[length];
        }
        return bytes;
    }
}
