package dev.strata.storage.key;

import dev.strata.kernel.id.Uuids;
import dev.strata.storage.pack.MissingObjectException;
import dev.strata.storage.pack.PackStore;
import dev.strata.storage.pack.PackStores;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Wraps data keys anew when the master key is another one; no pack is touched. And sees to it that the store that packs
 * go to has all keys beside them. Interrupted, it goes on at the next start.
 */
@Component
public class KeyRotation {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRotation.class);

    private final JdbcClient jdbc;
    private final MasterKeys masters;
    private final PackStores stores;

    KeyRotation(JdbcClient jdbc, MasterKeys masters, PackStores stores) {
        this.jdbc = jdbc;
        this.masters = masters;
        this.stores = stores;
    }

    private record Row(WrappedKey key, UUID storedAs) {}

    @EventListener(ApplicationReadyEvent.class)
    void atStart() throws IOException {
        int wrapped = run();
        if (wrapped > 0) {
            LOG.info(
                    "wrapped {} data keys with the master key {}",
                    wrapped,
                    masters.current().id());
        }
    }

    /** Says how many keys were wrapped anew. */
    public int run() throws IOException {
        List<Row> rows = jdbc.sql(
                        "SELECT key_id, domain, master_key, wrapped, stored_as FROM storage.data_key ORDER BY key_id")
                .query((row, index) -> new Row(DataKeys.wrapped(row, index), row.getObject("stored_as", UUID.class)))
                .list();
        int wrapped = 0;
        for (Row row : rows) {
            if (row.key().masterKey().equals(masters.current().id())) {
                keepBesidePacks(row);
            } else {
                wrapAnew(row);
                wrapped++;
            }
        }
        return wrapped;
    }

    private void keepBesidePacks(Row row) throws IOException {
        try {
            stores.primary().length(StoredName.key(row.storedAs()));
        } catch (MissingObjectException elsewhere) {
            LOG.info("storing a copy of data key {} in {}", row.key().id(), stores.primaryName());
            put(row.storedAs(), row.key());
        }
    }

    private void put(UUID storedAs, WrappedKey key) throws IOException {
        byte[] encoded = key.encode();
        stores.primary().put(StoredName.key(storedAs), encoded, 0, encoded.length);
    }

    private void wrapAnew(Row row) throws IOException {
        WrappedKey old = row.key();
        MasterKey master = masters.current();
        byte[] bytes = DataKeys.unwrap(masters, old).key().getEncoded();
        WrappedKey anew = new WrappedKey(old.id(), old.domain(), master.id(), master.wrap(old.id(), bytes));
        UUID storedAs = Uuids.next();
        put(storedAs, anew);
        int rows = jdbc.sql("UPDATE storage.data_key SET master_key = ?, wrapped = ?, stored_as = ?"
                        + " WHERE key_id = ? AND stored_as = ?")
                .params(master.id(), anew.wrapped(), storedAs, old.id(), row.storedAs())
                .update();
        if (rows == 0) {
            // Another process was faster.
            stores.primary().delete(StoredName.key(storedAs));
            return;
        }
        for (String name : stores.names()) {
            PackStore store = stores.get(name);
            store.delete(StoredName.key(row.storedAs()));
        }
    }
}
