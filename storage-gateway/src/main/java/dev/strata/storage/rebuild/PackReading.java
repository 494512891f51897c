package dev.strata.storage.rebuild;

import dev.strata.kernel.content.ChunkId;
import dev.strata.storage.chunk.CorruptChunkException;
import dev.strata.storage.index.LostPacks.Found;
import dev.strata.storage.key.DataKey;
import dev.strata.storage.key.DataKeys;
import dev.strata.storage.pack.PackEntry;
import dev.strata.storage.pack.PackOpener;
import dev.strata.storage.pack.PackStore;
import dev.strata.storage.pack.PackStores;
import dev.strata.storage.pack.PackTail;
import dev.strata.storage.pack.PackTail.Indexed;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads what a pack says of itself, and all that lies in it if that is to be verified. */
@Component
class PackReading {
    private static final Logger LOG = LoggerFactory.getLogger(PackReading.class);

    private final PackStores stores;
    private final DataKeys keys;

    PackReading(PackStores stores, DataKeys keys) {
        this.stores = stores;
        this.keys = keys;
    }

    Found read(String store, UUID pack, boolean verify) throws IOException {
        PackTail tail = PackTail.read(stores.get(store), pack, keys::find);
        DataKey key = keys.find(tail.keyId());
        Set<ChunkId> bad = verify ? bad(stores.get(store), pack, tail, key) : Set.of();
        return new Found(pack, store, key.domain(), tail, verify, bad);
    }

    private static Set<ChunkId> bad(PackStore store, UUID pack, PackTail tail, DataKey key) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(tail.length())];
        store.read(StoredName.pack(pack), 0, bytes, 0, bytes.length);
        PackOpener opener = new PackOpener(pack, key);
        Set<ChunkId> bad = new HashSet<>();
        for (Indexed indexed : tail.entries()) {
            PackEntry entry = indexed.entry();
            try {
                opener.open(entry, bytes, entry.offset(), new byte[entry.length()], 0);
            } catch (CorruptChunkException e) {
                LOG.warn("a chunk did not verify", e);
                bad.add(entry.id());
            }
        }
        return bad;
    }
}
