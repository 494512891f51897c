package dev.strata.storage.gc;

import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.key.DataKeys;
import dev.strata.storage.pack.MissingObjectException;
import dev.strata.storage.pack.PackStore;
import dev.strata.storage.pack.PackStores;
import dev.strata.storage.pack.PackTail;
import dev.strata.storage.pack.StoreUnavailableException;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Deletes packs that the index does not know: what a crash has left between store and index. They are kept for days,
 * because an index that was restored from a backup does not know the newest packs either. A pack whose key is not known
 * stays: the index was lost that knew it.
 */
@Component
class Orphans {
    private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);
    private static final int BATCH = 1_000;

    private final CollectionSettings settings;
    private final PackStores stores;
    private final DataKeys keys;
    private final JdbcTemplate jdbc;

    Orphans(CollectionSettings settings, PackStores stores, DataKeys keys, JdbcTemplate jdbc) {
        this.settings = settings;
        this.stores = stores;
        this.keys = keys;
        this.jdbc = jdbc;
    }

    void run(Round round) throws IOException {
        Instant before = round.start().minus(settings.orphansAfter());
        for (String store : stores.names()) {
            List<StoredName> batch = new ArrayList<>();
            try (Stream<StoredName> names = stores.get(store).list(StoredName.Kind.PACK)) {
                for (StoredName name : (Iterable<StoredName>) names::iterator) {
                    if (madeAt(name.id()).isBefore(before)) {
                        batch.add(name);
                    }
                    if (batch.size() == BATCH) {
                        delete(stores.get(store), batch, round);
                        batch.clear();
                    }
                }
            } catch (UncheckedIOException e) {
                throw new IOException("the store %s could not be listed".formatted(store), e);
            }
            delete(stores.get(store), batch, round);
        }
    }

    /** Packs are named by UUIDs of version 7. What is named otherwise is none of ours, and counts as new. */
    static Instant madeAt(UUID id) {
        return id.version() == 7 ? Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16) : Instant.MAX;
    }

    private void delete(PackStore store, List<StoredName> names, Round round) throws IOException {
        Set<UUID> known = known(names);
        for (StoredName name : names) {
            if (!known.contains(name.id()) && isReadable(store, name, round)) {
                delete(store, name, round);
            }
        }
        round.checkpoint().run();
    }

    private boolean isReadable(PackStore store, StoredName name, Round round) throws IOException {
        try {
            keys.find(PackTail.keyId(store, name.id()));
            return true;
        } catch (MissingObjectException gone) {
            return false; // Somebody else has deleted it: there is nothing to do.
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (ChunkStoreException e) {
            LOG.warn("the index does not know {}, and it is left", name, e);
            round.tally().note("The index does not know %s, and it is left: %s".formatted(name, e.getMessage()));
            return false;
        }
    }

    private static void delete(PackStore store, StoredName name, Round round) throws IOException {
        long length;
        try {
            length = store.length(name);
        } catch (MissingObjectException gone) {
            length = 0; // Somebody else has deleted it: there is nothing to do.
        }
        if (!round.dryRun()) {
            store.delete(name);
        }
        round.tally().orphans++;
        round.tally().bytes += length;
    }

    private Set<UUID> known(List<StoredName> names) {
        return new HashSet<>(jdbc.query(
                "SELECT pack_id FROM storage.pack WHERE pack_id = ANY (?)",
                (row, _) -> row.getObject(1, UUID.class),
                (Object) names.stream().map(StoredName::id).toArray(UUID[]::new)));
    }
}
