package dev.strata.storage.copy;

import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.key.DataKeys;
import dev.strata.storage.pack.AlteredObjectException;
import dev.strata.storage.pack.PackStore;
import dev.strata.storage.pack.PackTail;
import dev.strata.storage.pack.PackTail.Indexed;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Copies one pack, and reads it back. A damaged one is not copied: it would look as if it were well. */
@Component
class PackCopy {
    private final DataKeys keys;

    PackCopy(DataKeys keys) {
        this.keys = keys;
    }

    /** When this returns the pack is durable in the other store, byte by byte. Says how long it is. */
    int copy(UUID pack, PackStore from, PackStore to) throws IOException {
        StoredName name = StoredName.pack(pack);
        PackTail tail = PackTail.read(from, pack, keys::find);
        byte[] bytes = new byte[Math.toIntExact(tail.length())];
        from.read(name, 0, bytes, 0, bytes.length);
        check(pack, tail, bytes);
        to.put(name, bytes, 0, bytes.length);
        byte[] back = new byte[bytes.length];
        to.read(name, 0, back, 0, back.length);
        if (to.length(name) != bytes.length || !Arrays.equals(bytes, back)) {
            throw new AlteredObjectException(name);
        }
        return bytes.length;
    }

    private static void check(UUID pack, PackTail tail, byte[] bytes) throws ChunkStoreException {
        for (Indexed indexed : tail.entries()) {
            if (!indexed.matches(bytes)) {
                throw new ChunkStoreException(
                        "chunk %s in pack %s is damaged"
                                .formatted(indexed.entry().id(), pack),
                        null);
            }
        }
    }
}
