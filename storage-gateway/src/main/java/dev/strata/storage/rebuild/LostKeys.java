package dev.strata.storage.rebuild;

import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.job.JobRun;
import dev.strata.storage.key.DataKeys;
import dev.strata.storage.key.MasterKeys;
import dev.strata.storage.key.WrappedKey;
import dev.strata.storage.pack.PackStore;
import dev.strata.storage.pack.PackStores;
import dev.strata.storage.pack.StoreUnavailableException;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes data keys known again that lie beside the packs. */
@Component
class LostKeys {
    private static final Logger LOG = LoggerFactory.getLogger(LostKeys.class);
    private static final int LENGTH_MAX = 4 << 10;

    private static final String AS_CURRENT = """
            INSERT INTO storage.data_key (key_id, domain, master_key, wrapped, stored_as)
            VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""";
    private static final String AS_RETIRED = """
            INSERT INTO storage.data_key (key_id, domain, master_key, wrapped, stored_as, retired_at)
            VALUES (?, ?, ?, ?, ?, now()) ON CONFLICT DO NOTHING""";

    private final JdbcClient jdbc;
    private final MasterKeys masters;
    private final PackStores stores;

    LostKeys(JdbcClient jdbc, MasterKeys masters, PackStores stores) {
        this.jdbc = jdbc;
        this.masters = masters;
        this.stores = stores;
    }

    private record Copy(WrappedKey key, UUID storedAs) {}

    /** From all stores. The newest key of a domain is the current one, unless the domain has one already. */
    void find(JobRun run) throws IOException {
        Map<UUID, Copy> found = new HashMap<>();
        for (String store : stores.names()) {
            for (StoredName name : names(store)) {
                try {
                    Copy copy = open(stores.get(store), name);
                    found.merge(copy.key().id(), copy, this::better);
                } catch (StoreUnavailableException e) {
                    throw e;
                } catch (ChunkStoreException | IllegalArgumentException e) {
                    LOG.warn("{} in the store {} is of no use", name, store, e);
                    run.add("unreadable", 1);
                    run.note("%s in the store %s is of no use: %s".formatted(name, store, e.getMessage()));
                }
            }
        }
        Set<UUID> known = Set.copyOf(jdbc.sql("SELECT key_id FROM storage.data_key")
                .query((row, _) -> row.getObject(1, UUID.class))
                .list());
        found.values().stream()
                .filter(copy -> !known.contains(copy.key().id()))
                .sorted(Comparator.comparing((Copy copy) -> copy.key().id().toString())
                        .reversed())
                .forEach(copy -> add(copy, run));
        run.checkpoint();
    }

    private List<StoredName> names(String store) throws IOException {
        try (Stream<StoredName> names = stores.get(store).list(StoredName.Kind.KEY)) {
            return names.toList();
        } catch (UncheckedIOException e) {
            throw new IOException("the store %s could not be listed".formatted(store), e);
        }
    }

    private Copy open(PackStore store, StoredName name) throws IOException {
        long length = store.length(name);
        if (length > LENGTH_MAX) {
            throw new IllegalArgumentException("it has %d bytes".formatted(length));
        }
        byte[] bytes = new byte[(int) length];
        store.read(name, 0, bytes, 0, bytes.length);
        WrappedKey key = WrappedKey.decode(bytes);
        DataKeys.unwrap(masters, key);
        return new Copy(key, name.id());
    }

    /** A change of the master key that was cut short leaves two. */
    private Copy better(Copy one, Copy other) {
        return one.key().masterKey().equals(masters.current().id()) ? one : other;
    }

    private void add(Copy copy, JobRun run) {
        if (insert(AS_CURRENT, copy) == 0) {
            insert(AS_RETIRED, copy);
        }
        run.add("keysAdded", 1);
    }

    private int insert(String sql, Copy copy) {
        WrappedKey key = copy.key();
        return jdbc.sql(sql)
                .params(key.id(), key.domain(), key.masterKey(), key.wrapped(), copy.storedAs())
                .update();
    }
}
