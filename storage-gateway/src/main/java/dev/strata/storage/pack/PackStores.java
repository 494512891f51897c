package dev.strata.storage.pack;

import dev.strata.storage.chunk.ChunkStoreException;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** The stores of this deployment by name. New packs go to one of them; the others are read until they are empty. */
public final class PackStores implements Closeable {
    private final Map<String, PackStore> stores;
    private final String primary;

    public PackStores(Map<String, PackStore> stores, String primary) {
        if (!stores.containsKey(primary)) {
            throw new IllegalArgumentException(
                    "strata.storage.primary is %s; the stores are %s".formatted(primary, stores.keySet()));
        }
        this.stores = Map.copyOf(stores);
        this.primary = primary;
    }

    /** The name of the store that new packs go to. */
    public String primaryName() {
        return primary;
    }

    public Set<String> names() {
        return stores.keySet();
    }

    public PackStore primary() throws ChunkStoreException {
        return get(primary);
    }

    /** Throws if the deployment does not know it any more, although something lies there. */
    public PackStore get(String name) throws ChunkStoreException {
        PackStore store = stores.get(name);
        if (store == null) {
            throw new ChunkStoreException("the store %s is not configured".formatted(name), null);
        }
        return store;
    }

    @Override
    public void close() throws IOException {
        for (PackStore store : stores.values()) {
            store.close();
        }
    }
}
