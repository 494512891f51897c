package dev.strata.storage.scrub;

import dev.strata.storage.pack.InMemoryPackStore;
import dev.strata.storage.pack.StoreUnavailableException;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that rots, goes away, or reads wrongly for a while, when a test says so. */
final class ShakyPackStore extends InMemoryPackStore {
    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicInteger misreads = new AtomicInteger();

    void away(boolean now) {
        away.set(now);
    }

    /** The next so many reads give a wrong byte. */
    void misread(int times) {
        misreads.set(times);
    }

    void flip(StoredName name, int at) throws IOException {
        byte[] bytes = bytes(name);
        bytes[at] ^= (byte) (1 << (at % 8));
        damage(name, bytes);
    }

    void cut(StoredName name, int length) throws IOException {
        damage(name, java.util.Arrays.copyOf(bytes(name), length));
    }

    byte[] bytes(StoredName name) throws IOException {
        byte[] bytes = new byte[(int) length(name)];
        super.read(name, 0, bytes, 0, bytes.length);
        return bytes;
    }

    boolean has(StoredName name) {
        return list(name.kind()).anyMatch(name::equals);
    }

    @Override
    public void read(StoredName name, long offset, byte[] target, int from, int length) throws IOException {
        if (away.get()) {
            throw new StoreUnavailableException("the store does not answer", null);
        }
        super.read(name, offset, target, from, length);
        if (misreads.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            target[from] ^= 1;
        }
    }
}
