package dev.strata.storage.scrub;

import dev.strata.storage.pack.MissingObjectException;
import dev.strata.storage.pack.PackStore;
import dev.strata.storage.pack.StoreUnavailableException;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The bytes of a pack as one store gives them, as long as the pack should be. What could not be read is there all the
 * same, and will not verify.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PackCopy(UUID pack, byte[] bytes, List<String> findings) {
    private static final int BLOCK_BYTES = 1 << 20;

    /**
     * Reads block by block, never all at once: a broken sector costs its block, and a store that compares whole objects
     * gives nothing of one that it finds altered.
     *
     * @throws MissingObjectException if there is no such pack
     * @throws IOException if nothing of it can be read now
     */
    static PackCopy read(PackStore store, UUID pack, int length) throws IOException {
        StoredName name = StoredName.pack(pack);
        long there = store.length(name);
        List<String> findings = new ArrayList<>();
        if (there != length) {
            findings.add("it has %d bytes instead of %d".formatted(there, length));
        }
        byte[] bytes = new byte[length];
        int until = (int) Math.min(there, length);
        int block = Math.min(BLOCK_BYTES, Math.ceilDiv(length, 2));
        int blocks = 0;
        for (int at = 0; at < until; at += block) {
            try {
                store.read(name, at, bytes, at, Math.min(block, until - at));
                blocks++;
            } catch (MissingObjectException | StoreUnavailableException e) {
                throw e;
            } catch (IOException unreadable) {
                if (blocks == 0 && at + block >= until) {
                    throw unreadable;
                }
                findings.add("a part of it cannot be read: " + unreadable.getMessage());
            }
        }
        return new PackCopy(pack, bytes, List.copyOf(findings));
    }
}
