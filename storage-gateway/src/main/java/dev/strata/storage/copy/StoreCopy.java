package dev.strata.storage.copy;

import dev.strata.platform.web.ProblemException;
import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.chunk.StorageFullException;
import dev.strata.storage.index.PackMoves;
import dev.strata.storage.job.Job;
import dev.strata.storage.job.JobRun;
import dev.strata.storage.key.KeyRotation;
import dev.strata.storage.pack.PackStores;
import dev.strata.storage.pack.StoreUnavailableException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Copies pack by pack from one store to the one that new packs go to, and says in the index that it is there. Begun
 * again, it goes on with the packs that the index still has in the old store.
 */
@Component
public class StoreCopy implements Job {
    static final String FROM = "from";
    static final String TO = "to";
    static final String DELETE = "deleteSource";

    private static final Logger LOG = LoggerFactory.getLogger(StoreCopy.class);

    private final PackStores stores;
    private final PackMoves moves;
    private final PackCopy copy;
    private final KeyRotation keys;

    StoreCopy(PackStores stores, PackMoves moves, PackCopy copy, KeyRotation keys) {
        this.stores = stores;
        this.moves = moves;
        this.copy = copy;
        this.keys = keys;
    }

    @Override
    public String kind() {
        return "copy";
    }

    @Override
    public Map<String, String> accept(Map<String, String> wanted) {
        String from = store(wanted, FROM);
        String to = store(wanted, TO);
        if (from.equals(to)) {
            throw refused("same-store", "It is to be copied from %s to %s: name two stores.".formatted(from, to));
        }
        if (!to.equals(stores.primaryName())) {
            throw refused(
                    "store-not-primary",
                    "New packs still go to %s: set strata.storage.primary=%s and restart first."
                            .formatted(stores.primaryName(), to));
        }
        return wanted;
    }

    private String store(Map<String, String> wanted, String option) {
        String name = String.valueOf(wanted.get(option));
        if (!stores.names().contains(name)) {
            throw refused("unknown-store", "There is no store %s; configured are %s.".formatted(name, stores.names()));
        }
        return name;
    }

    private static ProblemException refused(String code, String detail) {
        return new ProblemException(HttpStatus.CONFLICT, code, detail);
    }

    @Override
    public boolean goesOn() {
        return true;
    }

    @Override
    public void run(JobRun run) throws IOException {
        // The configuration may be another one since.
        accept(Map.of(FROM, String.valueOf(run.option(FROM)), TO, String.valueOf(run.option(TO))));
        String from = String.valueOf(run.option(FROM));
        run.begin("keys");
        keys.run();
        run.set("packsCopied", 0);
        run.set("packsLeft", moves.count(from));
        run.set("bytes", 0);
        run.begin("packs");
        List<UUID> page = moves.page(from, new UUID(0, 0));
        while (!page.isEmpty()) {
            for (UUID pack : page) {
                move(pack, run);
                run.checkpoint();
            }
            page = moves.page(from, page.getLast());
        }
        run.set("packsLeft", moves.count(from));
    }

    private void move(UUID pack, JobRun run) throws IOException {
        String from = String.valueOf(run.option(FROM));
        String to = String.valueOf(run.option(TO));
        try {
            int length = copy.copy(pack, stores.get(from), stores.get(to));
            moves.move(pack, from, to, run.isSet(DELETE));
            run.add("packsCopied", 1);
            run.add("packsLeft", -1);
            run.add("bytes", length);
        } catch (StoreUnavailableException | StorageFullException e) {
            throw e;
        } catch (ChunkStoreException e) {
            LOG.warn("the pack {} stays in the store {}", pack, from, e);
            run.note("Pack %s stays in the store %s: %s".formatted(pack, from, e.getMessage()));
        }
    }
}
