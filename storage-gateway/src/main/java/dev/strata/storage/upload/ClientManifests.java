package dev.strata.storage.upload;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.Manifest;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.chunk.Chunk;
import dev.strata.storage.chunk.ChunkStore;
import dev.strata.storage.chunk.PackWriter;
import dev.strata.storage.index.SpaceChunks;
import dev.strata.storage.manifest.ManifestCodec;
import dev.strata.storage.manifest.ManifestStore;
import dev.strata.storage.space.HomeSpaces;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Manifests of content that the client has cut itself and sent chunk by chunk. */
@Component
public class ClientManifests {
    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final HomeSpaces homes;
    private final SpaceChunks chunks;
    private final ChunkStore store;
    private final Receipts receipts;
    private final Clock clock;

    ClientManifests(HomeSpaces homes, SpaceChunks chunks, ChunkStore store, Receipts receipts, Clock clock) {
        this.homes = homes;
        this.chunks = chunks;
        this.store = store;
        this.receipts = receipts;
        this.clock = clock;
    }

    /** A manifest that is stored, and the statement that it is. */
    public record Stored(ManifestId manifestId, long size, String receipt) {}

    public Stored store(Caller caller, SpaceId space, Manifest manifest, String mediaType) throws IOException {
        homes.requireOwn(caller, space);
        check(manifest);
        requireChunks(space, manifest.chunks());
        Chunk chunk = ManifestStore.chunk(manifest);
        store.put(space, List.of(chunk));
        ManifestId id = ManifestStore.id(chunk);
        // With one chunk or none the claim about the whole has been checked above, against a hash that was computed
        // here.
        boolean verified = manifest.chunks().size() <= 1;
        return new Stored(
                id,
                manifest.size(),
                receipts.sign(caller.account(), space, id, manifest, verified, ContentType.normalise(mediaType)));
    }

    private static void check(Manifest manifest) {
        List<ManifestEntry> entries = manifest.chunks();
        if (entries.size() > ManifestCodec.ENTRIES_MAX) {
            throw new ProblemException(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "too-large",
                    "A file may have %d chunks at most.".formatted(ManifestCodec.ENTRIES_MAX));
        }
        if (manifest.profile().equals(Manifest.FIXED_4M)
                && entries.stream().limit(Math.max(0, entries.size() - 1)).anyMatch(ClientManifests::isShort)) {
            throw invalid("in the profile %s only the last chunk may be short".formatted(Manifest.FIXED_4M));
        }
        if (entries.size() <= 1) {
            String actual = entries.isEmpty() ? EMPTY : entries.getFirst().id().hex();
            if (!manifest.sha256().equals(actual)) {
                throw new ProblemException(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "digest-mismatch",
                        "The content has the SHA-256 %s, announced was %s.".formatted(actual, manifest.sha256()));
            }
        }
    }

    private static boolean isShort(ManifestEntry entry) {
        return entry.length() != Manifest.FIXED_4M_BYTES;
    }

    private void requireChunks(SpaceId space, List<ManifestEntry> entries) {
        List<ChunkId> ids = entries.stream().map(ManifestEntry::id).distinct().toList();
        Map<ChunkId, Integer> lengths =
                chunks.pinAll(space, ids, clock.instant().plus(PackWriter.PINNED));
        List<ChunkId> missing =
                ids.stream().filter(id -> !lengths.containsKey(id)).toList();
        if (!missing.isEmpty()) {
            throw new ProblemException(
                            HttpStatus.CONFLICT,
                            "chunks-missing",
                            "The space lacks %d of these chunks; %d at most are named."
                                    .formatted(missing.size(), SpaceChunks.BATCH_MAX))
                    .with(
                            "missing",
                            missing.stream().limit(SpaceChunks.BATCH_MAX).toList());
        }
        for (ManifestEntry entry : entries) {
            int length = Objects.requireNonNull(lengths.get(entry.id()));
            if (length != entry.length()) {
                throw invalid("chunk %s has %d bytes, not %d".formatted(entry.id(), length, entry.length()));
            }
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-manifest", detail);
    }
}
