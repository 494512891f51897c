package dev.strata.storage.gc;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.storage.chunk.Chunk;
import dev.strata.storage.chunk.ChunkReader;
import dev.strata.storage.chunk.ChunkStore;
import dev.strata.storage.index.SpaceChunks;
import dev.strata.storage.key.DedupDomains;
import dev.strata.storage.manifest.ManifestStore;
import dev.strata.storage.reference.ManifestReferences;
import dev.strata.storage.reference.ManifestReferences.Reference;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Makes chunks those of the spaces that files were copied into. Nothing is taken from any space before: what the space
 * of the original does not need any more may be needed by the copy.
 */
@Component
public class Adoption {
    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);
    private static final int PUT_BYTES = 8 << 20;

    private final ManifestReferences references;
    private final ManifestStore manifests;
    private final SpaceChunks spaces;
    private final ChunkReader reader;
    private final ChunkStore chunks;
    private final DedupDomains domains;
    private final JdbcTemplate jdbc;
    private final CollectionSettings settings;
    private final Clock clock;

    @SuppressWarnings("TooManyParameters") // it reads and writes
    Adoption(
            ManifestReferences references,
            ManifestStore manifests,
            SpaceChunks spaces,
            ChunkReader reader,
            ChunkStore chunks,
            DedupDomains domains,
            JdbcTemplate jdbc,
            CollectionSettings settings,
            Clock clock) {
        this.references = references;
        this.manifests = manifests;
        this.spaces = spaces;
        this.reader = reader;
        this.chunks = chunks;
        this.domains = domains;
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Apart from a collection; says what could not be done.
     *
     * @param marks statements on the connection that has the lock of the storage
     */
    public List<String> run(JdbcTemplate marks, Runnable checkpoint) {
        Instant start = clock.instant();
        Tally tally = new Tally();
        run(Round.begin(false, start, start.minus(settings.grace()), marks, tally, checkpoint));
        return tally.notes();
    }

    void run(Round round) {
        List<Reference> page = references.newOnes(null, round.cutoff());
        while (!page.isEmpty()) {
            for (Reference reference : page) {
                adopt(reference, round);
            }
            round.checkpoint().run();
            page = references.newOnes(page.getLast(), round.cutoff());
        }
    }

    /** If the chunks are not all there now, whoever may still have them keeps them for the next time. */
    private void adopt(Reference reference, Round round) {
        try {
            adopt(reference.space(), chunksOf(reference), round);
            references.adopted(reference);
        } catch (IOException e) {
            LOG.warn("the space {} cannot take over the manifest {}", reference.space(), reference.manifest(), e);
            round.tally()
                    .note("Space %s cannot take over manifest %s: %s"
                            .formatted(reference.space(), reference.manifest(), e.getMessage()));
            round.spared().addAll(holders(reference));
        }
    }

    private List<ChunkId> chunksOf(Reference reference) throws IOException {
        Set<ChunkId> ids = new HashSet<>();
        manifests.chunkIds(reference.manifest(), ids::add);
        return List.copyOf(ids);
    }

    private void adopt(SpaceId space, List<ChunkId> ids, Round round) throws IOException {
        UUID domain = domains.of(space);
        Set<ChunkId> elsewhere = new HashSet<>();
        for (int from = 0; from < ids.size(); from += SpaceChunks.BATCH_MAX) {
            Set<ChunkId> missing =
                    missing(space, ids.subList(from, Math.min(ids.size(), from + SpaceChunks.BATCH_MAX)));
            if (!missing.isEmpty()) {
                missing.removeAll(
                        spaces.hold(space, domain, missing, round.start()).known());
                elsewhere.addAll(missing);
            }
        }
        copy(space, elsewhere);
    }

    private Set<ChunkId> missing(SpaceId space, List<ChunkId> ids) {
        Set<ChunkId> missing = new HashSet<>(ids);
        jdbc.query(
                "SELECT chunk_id FROM storage.chunk_in_space WHERE space_id = ? AND chunk_id = ANY (?)",
                row -> {
                    missing.remove(ChunkId.ofDigest(row.getBytes(1)));
                },
                space.value(),
                ids.stream().map(ChunkId::digest).toArray(byte[][]::new));
        return missing;
    }

    /** From another dedup domain: under other keys, so the bytes themselves are needed. */
    private void copy(SpaceId space, Set<ChunkId> ids) throws IOException {
        List<Chunk> waiting = new ArrayList<>();
        long bytes = 0;
        for (ChunkId id : ids) {
            byte[] chunk = reader.read(id);
            waiting.add(Chunk.announced(id, chunk, 0, chunk.length));
            bytes += chunk.length;
            if (bytes >= PUT_BYTES) {
                chunks.put(space, waiting);
                waiting.clear();
                bytes = 0;
            }
        }
        if (!waiting.isEmpty()) {
            chunks.put(space, waiting);
        }
    }

    private List<SpaceId> holders(Reference reference) {
        return jdbc.query(
                "SELECT DISTINCT space_id FROM storage.chunk_in_space WHERE chunk_id = ?",
                (row, _) -> new SpaceId(row.getObject(1, UUID.class)),
                ChunkId.of(reference.manifest().hex()).digest());
    }
}
