package dev.strata.storage.gc;

import dev.strata.storage.pack.PackStores;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Destroys data keys that have been retired and that no pack is sealed with: not before the orphans among their packs
 * have gone, too.
 */
@Component
class RetiredKeys {
    private static final Logger LOG = LoggerFactory.getLogger(RetiredKeys.class);

    private static final String UNUSED = """
            SELECT key_id, stored_as FROM storage.data_key k
             WHERE retired_at < ? AND NOT EXISTS (SELECT FROM storage.pack p WHERE p.key_id = k.key_id)""";

    private final CollectionSettings settings;
    private final PackStores stores;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    RetiredKeys(
            CollectionSettings settings,
            PackStores stores,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions) {
        this.settings = settings;
        this.stores = stores;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    private record Unused(UUID key, UUID storedAs) {}

    void run(Round round) {
        if (round.dryRun()) {
            return;
        }
        jdbc.query(
                        UNUSED,
                        (row, _) ->
                                new Unused(row.getObject("key_id", UUID.class), row.getObject("stored_as", UUID.class)),
                        round.start().minus(settings.orphansAfter()).atOffset(ZoneOffset.UTC))
                .forEach(unused -> destroy(unused, round));
    }

    /** If only the object has gone in the end, it comes back at the next start, and goes with the next collection. */
    private void destroy(Unused unused, Round round) {
        try {
            transaction.executeWithoutResult(_ -> {
                jdbc.update("DELETE FROM storage.data_key WHERE key_id = ?", unused.key());
                deleteObjects(unused);
            });
            LOG.info("the retired data key {} has been destroyed", unused.key());
        } catch (UncheckedIOException e) {
            LOG.warn("the retired data key {} stays for now", unused.key(), e);
            round.tally().note("The retired data key %s stays for now: %s".formatted(unused.key(), e.getMessage()));
        }
    }

    private void deleteObjects(Unused unused) {
        try {
            for (String store : stores.names()) {
                stores.get(store).delete(StoredName.key(unused.storedAs()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
