package dev.strata.storage.scrub;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ManifestId;
import dev.strata.storage.chunk.CorruptChunkException;
import dev.strata.storage.chunk.MissingChunkException;
import dev.strata.storage.index.SpaceChunks;
import dev.strata.storage.manifest.MalformedManifestException;
import dev.strata.storage.manifest.ManifestStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Tells of a content whether everything that it needs is known to be good. */
@Component
public class FileVerification {
    /** As a reader would choose it: a good one if there is one. */
    private static final String STATE = """
            SELECT DISTINCT ON (c.chunk_id) c.chunk_id, c.bad, p.verified_at
              FROM storage.chunk c JOIN storage.pack p USING (pack_id)
             WHERE c.chunk_id = ANY (?) ORDER BY c.chunk_id, c.bad, p.verified_at DESC NULLS LAST""";

    private final ManifestStore manifests;
    private final JdbcTemplate jdbc;

    FileVerification(ManifestStore manifests, JdbcTemplate jdbc) {
        this.manifests = manifests;
        this.jdbc = jdbc;
    }

    /**
     * How much of a content is known to be good.
     *
     * @param chunks that it needs, those that describe it among them; at least, if a bad one keeps others from being known
     * @param verified those that were read in their pack, and are not bad
     * @param bad those that are damaged or missing
     * @param verifiedSince all of them have been verified at this moment or later; null if not all have been
     */
    public record Status(
            long chunks, long verified, long bad, @Nullable Instant verifiedSince) {}

    public Status of(ManifestId manifest) throws IOException {
        Tally tally = new Tally();
        try {
            manifests.chunkIds(manifest, tally::add);
        } catch (CorruptChunkException | MissingChunkException | MalformedManifestException unreadable) {
            tally.bad++;
            tally.chunks++;
        }
        tally.flush();
        boolean all = tally.verified == tally.chunks;
        return new Status(tally.chunks, tally.verified, tally.bad, all ? tally.oldest : null);
    }

    private record State(boolean bad, @Nullable Instant verifiedAt) {}

    /** Asks for many at once. */
    private final class Tally {
        private final List<ChunkId> waiting = new ArrayList<>();
        private long chunks;
        private long verified;
        private long bad;
        private @Nullable Instant oldest;

        private void add(ChunkId id) {
            waiting.add(id);
            if (waiting.size() == SpaceChunks.BATCH_MAX) {
                flush();
            }
        }

        private void flush() {
            Map<ChunkId, State> states = states(waiting);
            for (ChunkId id : waiting) {
                count(states.getOrDefault(id, new State(true, null)));
            }
            waiting.clear();
        }

        private void count(State state) {
            chunks++;
            Instant at = state.verifiedAt();
            if (state.bad()) {
                bad++;
            } else if (at != null) {
                verified++;
                oldest = oldest == null || at.isBefore(oldest) ? at : oldest;
            }
        }
    }

    private Map<ChunkId, State> states(List<ChunkId> ids) {
        Map<ChunkId, State> found = HashMap.newHashMap(ids.size());
        jdbc.query(
                STATE,
                row -> {
                    found.put(
                            ChunkId.ofDigest(row.getBytes("chunk_id")),
                            new State(row.getBoolean("bad"), ScrubOverview.instant(row, "verified_at")));
                },
                (Object) ids.stream().map(ChunkId::digest).toArray(byte[][]::new));
        return found;
    }
}
