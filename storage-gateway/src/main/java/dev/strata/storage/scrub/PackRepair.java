package dev.strata.storage.scrub;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.id.Uuids;
import dev.strata.storage.chunk.ChunkReader;
import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.index.ChunkIndex;
import dev.strata.storage.index.Location;
import dev.strata.storage.index.PackSwap;
import dev.strata.storage.key.DataKey;
import dev.strata.storage.key.DataKeys;
import dev.strata.storage.pack.CodedChunk;
import dev.strata.storage.pack.PackOpener;
import dev.strata.storage.pack.PackStores;
import dev.strata.storage.pack.SealedPack;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Writes what can be had of a damaged pack into a new one: what is good in it, and the rest from wherever there is
 * another copy. What can be had nowhere stays where it is, marked, in an object that is not touched.
 */
@Component
class PackRepair {
    private static final Logger LOG = LoggerFactory.getLogger(PackRepair.class);

    private final PackStores stores;
    private final DataKeys keys;
    private final ChunkIndex index;
    private final ChunkReader reader;
    private final PackSwap swap;

    PackRepair(PackStores stores, DataKeys keys, ChunkIndex index, ChunkReader reader, PackSwap swap) {
        this.stores = stores;
        this.keys = keys;
        this.index = index;
        this.reader = reader;
        this.swap = swap;
    }

    /**
     * Moves every chunk that can be had; they are durable, and found, when this returns.
     *
     * @param good what lies in which copy of the pack
     * @param lost what lies in none of them
     */
    void run(DuePack pack, List<Inspection> good, List<Location> lost) throws IOException {
        List<CodedChunk> chunks = new ArrayList<>();
        DataKey key = keys.find(pack.keyId());
        for (Inspection copy : good) {
            PackOpener opener = new PackOpener(pack.id(), key);
            for (Location chunk : copy.good()) {
                chunks.add(coded(
                        chunk.entry().id(),
                        opener.open(chunk.entry(), copy.copy().bytes())));
            }
        }
        chunks.addAll(fromOtherPacks(pack, lost));
        if (chunks.isEmpty()) {
            return;
        }
        SealedPack sealed = SealedPack.of(Uuids.next(), keys.current(key.domain()), chunks);
        stores.primary().put(StoredName.pack(sealed.id()), sealed.bytes(), 0, sealed.length());
        swap.replace(List.of(pack.id()), sealed, stores.primaryName());
        LOG.info("{} chunks of the damaged pack {} lie in pack {} now", chunks.size(), pack.id(), sealed.id());
    }

    /** Where each space is a dedup domain, others may have the same chunk. */
    private List<CodedChunk> fromOtherPacks(DuePack pack, List<Location> lost) {
        Map<ChunkId, Location> elsewhere = new HashMap<>(
                index.locate(lost.stream().map(chunk -> chunk.entry().id()).toList()));
        elsewhere.values().removeIf(location -> location.pack().equals(pack.id()));
        List<CodedChunk> found = new ArrayList<>();
        for (ChunkId id : elsewhere.keySet()) {
            try {
                found.add(coded(id, reader.read(id)));
            } catch (IOException e) {
                LOG.warn("chunk {} cannot be taken from another pack either", id, e);
            }
        }
        return found;
    }

    private static CodedChunk coded(ChunkId id, byte[] bytes) {
        return CodedChunk.of(id, bytes, 0, bytes.length);
    }

    /** What the copies of a pack in the other stores have of these chunks; each chunk once. */
    List<Inspection> fromOtherStores(DuePack pack, List<Location> missing) {
        List<Inspection> found = new ArrayList<>();
        List<Location> wanted = missing;
        for (String store : stores.names()) {
            if (!store.equals(pack.store()) && !wanted.isEmpty()) {
                try {
                    PackCopy copy = PackCopy.read(stores.get(store), pack.id(), pack.length());
                    Inspection inspected = Inspection.of(copy, pack.keyId(), wanted, keys);
                    found.add(inspected);
                    wanted = inspected.bad();
                } catch (ChunkStoreException absent) {
                    LOG.info("the store {} has no copy of pack {}: {}", store, pack.id(), absent.getMessage());
                } catch (IOException e) {
                    LOG.warn("the store {} cannot be asked for a copy of pack {}", store, pack.id(), e);
                }
            }
        }
        return found;
    }
}
