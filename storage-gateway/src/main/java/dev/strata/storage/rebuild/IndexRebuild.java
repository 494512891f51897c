package dev.strata.storage.rebuild;

import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.chunk.ChunkWorkers;
import dev.strata.storage.gc.Adoption;
import dev.strata.storage.index.LostPacks;
import dev.strata.storage.index.LostPacks.Added;
import dev.strata.storage.index.LostPacks.Found;
import dev.strata.storage.index.PackMoves;
import dev.strata.storage.job.Job;
import dev.strata.storage.job.JobRun;
import dev.strata.storage.pack.MissingObjectException;
import dev.strata.storage.pack.PackStores;
import dev.strata.storage.pack.StoreUnavailableException;
import dev.strata.storage.pack.StoredName;
import dev.strata.storage.reference.ManifestReferences;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Adds to the index whatever the stores have and it does not know: keys, packs, where each chunk lies. Which space has
 * which chunk is not in the packs: the references to manifests tell. What cannot be read is reported, and left.
 */
@Component
public class IndexRebuild implements Job {
    /** A rebuild in {@code storage.job}. */
    public static final String KIND = "rebuild";

    static final String VERIFY = "verify";

    private static final Logger LOG = LoggerFactory.getLogger(IndexRebuild.class);
    private static final List<String> FIGURES =
            List.of("packs", "packsAdded", "packsMoved", "chunksAdded", "keysAdded", "badChunks", "unreadable");
    private static final int BATCH = 200;
    private static final int TAILS_AT_ONCE = 8;

    /** Each is in memory as a whole. */
    private static final int PACKS_AT_ONCE = 2;

    private final LostKeys keys;
    private final LostPacks packs;
    private final PackReading reading;
    private final PackStores stores;
    private final PackMoves moves;
    private final ManifestReferences references;
    private final Adoption adoption;

    IndexRebuild(
            LostKeys keys,
            LostPacks packs,
            PackReading reading,
            PackStores stores,
            PackMoves moves,
            ManifestReferences references,
            Adoption adoption) {
        this.keys = keys;
        this.packs = packs;
        this.reading = reading;
        this.stores = stores;
        this.moves = moves;
        this.references = references;
        this.adoption = adoption;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Map<String, String> accept(Map<String, String> wanted) {
        return wanted;
    }

    @Override
    public boolean goesOn() {
        return true;
    }

    @Override
    public void run(JobRun run) throws IOException {
        // Before any chunk is known again: what a collection finds that no space has, it takes.
        references.adoptAnew();
        FIGURES.forEach(figure -> run.add(figure, 0));
        run.begin("keys");
        keys.find(run);
        run.begin("packs");
        int atOnce = run.isSet(VERIFY) ? PACKS_AT_ONCE : TAILS_AT_ONCE;
        try (ExecutorService threads = Executors.newFixedThreadPool(
                atOnce, Thread.ofPlatform().name("rebuild-", 1).daemon().factory())) {
            for (String store : stores.names()) {
                read(store, threads, run);
            }
        }
        run.begin("spaces");
        adoption.run(run.jdbc(), run::checkpoint).forEach(run::note);
    }

    private void read(String store, ExecutorService threads, JobRun run) throws IOException {
        List<UUID> batch = new ArrayList<>();
        try (Stream<StoredName> names = stores.get(store).list(StoredName.Kind.PACK)) {
            for (StoredName name : (Iterable<StoredName>) names::iterator) {
                batch.add(name.id());
                if (batch.size() == BATCH) {
                    read(store, batch, threads, run);
                    batch.clear();
                }
            }
        } catch (UncheckedIOException e) {
            throw new IOException("the store %s could not be listed".formatted(store), e);
        }
        read(store, batch, threads, run);
    }

    private void read(String store, List<UUID> batch, ExecutorService threads, JobRun run) throws IOException {
        boolean verify = run.isSet(VERIFY);
        Set<UUID> complete = verify ? Set.of() : packs.complete(store, batch);
        Map<UUID, Future<Found>> reads = new LinkedHashMap<>();
        for (UUID pack : batch) {
            if (!complete.contains(pack)) {
                reads.put(pack, threads.submit(() -> reading.read(store, pack, verify)));
            }
        }
        run.add("packs", batch.size());
        for (Map.Entry<UUID, Future<Found>> read : reads.entrySet()) {
            add(store, read.getKey(), read.getValue(), run);
        }
        run.checkpoint();
    }

    private void add(String store, UUID pack, Future<Found> read, JobRun run) throws IOException {
        try {
            Found found = ChunkWorkers.await(read);
            Added added = packs.add(found);
            run.add("packsAdded", added.pack() ? 1 : 0);
            run.add("packsMoved", !added.pack() && isMoved(pack, store) ? 1 : 0);
            run.add("chunksAdded", added.chunks());
            run.add("badChunks", found.bad().size());
            found.bad().forEach(chunk -> run.note("Chunk %s did not verify, in pack %s.".formatted(chunk, pack)));
        } catch (MissingObjectException gone) {
            LOG.debug("the pack {} has gone meanwhile", pack, gone);
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (ChunkStoreException e) {
            LOG.warn("the pack {} in the store {} cannot be read", pack, store, e);
            run.add("unreadable", 1);
            run.note("%s in the store %s cannot be read: %s".formatted(StoredName.pack(pack), store, e.getMessage()));
        }
    }

    /** The index names another store, in which the pack is not any more: from now on it names this one. */
    private boolean isMoved(UUID pack, String store) throws IOException {
        String named = moves.storeOf(pack);
        if (named.equals(store) || has(named, pack)) {
            return false;
        }
        moves.move(pack, named, store, false);
        return true;
    }

    private boolean has(String store, UUID pack) throws IOException {
        if (!stores.names().contains(store)) {
            return false;
        }
        try {
            stores.get(store).length(StoredName.pack(pack));
            return true;
        } catch (MissingObjectException gone) {
            return false;
        }
    }
}
