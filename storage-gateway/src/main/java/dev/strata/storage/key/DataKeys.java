package dev.strata.storage.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.strata.kernel.id.Uuids;
import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.pack.PackStores;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The data keys in {@code storage.data_key}. Each lies, wrapped, beside the packs too, before the first pack is written
 * under it: whoever has the packs and the master key can open them.
 */
@Component
public class DataKeys {
    private static final int KEY_BYTES = 32;
    private static final long CACHED = 10_000;

    /** How long another process may go on writing under a key that has been retired. */
    private static final Duration CURRENT_FOR = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final MasterKeys masters;
    private final PackStores stores;
    private final SecureRandom random = new SecureRandom();
    private final Cache<UUID, DataKey> keys =
            Caffeine.newBuilder().maximumSize(CACHED).build();
    private final Cache<UUID, DataKey> current = Caffeine.newBuilder()
            .maximumSize(CACHED)
            .expireAfterWrite(CURRENT_FOR)
            .build();

    DataKeys(JdbcClient jdbc, MasterKeys masters, PackStores stores) {
        this.jdbc = jdbc;
        this.masters = masters;
        this.stores = stores;
    }

    /** The key that new packs of a domain are sealed with; made if there is none. */
    public DataKey current(UUID domain) throws IOException {
        DataKey known = current.getIfPresent(domain);
        if (known != null) {
            return known;
        }
        Optional<WrappedKey> stored = findCurrent(domain);
        DataKey key = stored.isPresent() ? unwrap(stored.get()) : create(domain);
        current.put(domain, key);
        return key;
    }

    /** The current keys of this process, and not all of them are the current ones any more. */
    public void forgetCurrent() {
        current.invalidateAll();
    }

    private Optional<WrappedKey> findCurrent(UUID domain) {
        return jdbc.sql("SELECT key_id, domain, master_key, wrapped FROM storage.data_key"
                        + " WHERE domain = ? AND retired_at IS NULL")
                .param(domain)
                .query(DataKeys::wrapped)
                .optional();
    }

    /** Throws if there is no such key, or its master key is not known here. */
    public DataKey find(UUID keyId) throws IOException {
        DataKey known = keys.getIfPresent(keyId);
        if (known != null) {
            return known;
        }
        WrappedKey stored = jdbc.sql(
                        "SELECT key_id, domain, master_key, wrapped FROM storage.data_key WHERE key_id = ?")
                .param(keyId)
                .query(DataKeys::wrapped)
                .optional()
                .orElseThrow(() -> new ChunkStoreException("there is no data key " + keyId, null));
        return unwrap(stored);
    }

    private DataKey create(UUID domain) throws IOException {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        UUID id = Uuids.next();
        MasterKey master = masters.current();
        WrappedKey wrapped = new WrappedKey(id, domain, master.id(), master.wrap(id, bytes));
        UUID storedAs = Uuids.next();
        byte[] encoded = wrapped.encode();
        stores.primary().put(StoredName.key(storedAs), encoded, 0, encoded.length);
        int rows = jdbc.sql("""
                        INSERT INTO storage.data_key (key_id, domain, master_key, wrapped, stored_as)
                        VALUES (?, ?, ?, ?, ?) ON CONFLICT (domain) WHERE retired_at IS NULL DO NOTHING""")
                .params(id, domain, master.id(), wrapped.wrapped(), storedAs)
                .update();
        if (rows == 0) {
            stores.primary().delete(StoredName.key(storedAs));
        }
        return unwrap(findCurrent(domain).orElseThrow());
    }

    private DataKey unwrap(WrappedKey stored) throws IOException {
        DataKey key = unwrap(masters, stored);
        keys.put(key.id(), key);
        return key;
    }

    /** Throws if the master key is not known here, or it is not the one. */
    public static DataKey unwrap(MasterKeys masters, WrappedKey wrapped) throws ChunkStoreException {
        MasterKey master = masters.find(wrapped.masterKey())
                .orElseThrow(() -> new ChunkStoreException(
                        "the data key %s is wrapped with the master key %s, which is not known here"
                                .formatted(wrapped.id(), wrapped.masterKey()),
                        null));
        try {
            byte[] bytes = master.unwrap(wrapped.id(), wrapped.wrapped());
            return new DataKey(wrapped.id(), wrapped.domain(), new SecretKeySpec(bytes, "AES"));
        } catch (GeneralSecurityException e) {
            throw new ChunkStoreException(
                    "the data key %s does not open with the master key %s".formatted(wrapped.id(), wrapped.masterKey()),
                    e);
        }
    }

    static WrappedKey wrapped(ResultSet row, int index) throws SQLException {
        return new WrappedKey(
                row.getObject("key_id", UUID.class),
                row.getObject("domain", UUID.class),
                row.getString("master_key"),
                row.getBytes("wrapped"));
    }
}
