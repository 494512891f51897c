package dev.strata.storage.pack;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A store that forgets when the test ends. */
public class InMemoryPackStore implements PackStore {
    private final Map<StoredName, byte[]> objects = new ConcurrentHashMap<>();

    @Override
    public void put(StoredName name, byte[] bytes, int offset, int length) throws IOException {
        Arguments.checkPut(bytes, offset, length);
        byte[] kept = Arrays.copyOfRange(bytes, offset, offset + length);
        byte[] before = objects.putIfAbsent(name, kept);
        if (before != null && !Arrays.equals(before, kept)) {
            throw new ObjectExistsException(name);
        }
    }

    /** Puts other bytes under a name. */
    public void damage(StoredName name, byte[] bytes) {
        objects.put(name, bytes);
    }

    @Override
    public void read(StoredName name, long offset, byte[] target, int from, int length) throws IOException {
        Arguments.checkRead(offset, target, from, length);
        byte[] bytes = present(name, objects.get(name));
        if (offset + length > bytes.length) {
            throw new ShortObjectException(name, offset, length, bytes.length);
        }
        System.arraycopy(bytes, (int) offset, target, from, length);
    }

    @Override
    public long length(StoredName name) throws IOException {
        return present(name, objects.get(name)).length;
    }

    private static byte[] present(StoredName name, byte @Nullable [] bytes) throws MissingObjectException {
        if (bytes == null) {
            throw new MissingObjectException(name);
        }
        return bytes;
    }

    @Override
    public boolean delete(StoredName name) throws IOException {
        return objects.remove(name) != null;
    }

    @Override
    public Stream<StoredName> list(StoredName.Kind kind) {
        return objects.keySet().stream().filter(name -> name.kind() == kind);
    }

    @Override
    public void close() {}
}
