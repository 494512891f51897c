package dev.strata.storage.upload;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.Manifest;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.manifest.ManifestCodec;
import dev.strata.storage.manifest.ManifestStore;
import dev.strata.storage.space.ChunksOfSpaces;
import dev.strata.storage.space.HomeSpaces;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Manifests of content that the client has cut itself and sent chunk by chunk. */
@Component
public class ClientManifests {
    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final HomeSpaces homes;
    private final ChunksOfSpaces chunks;
    private final ManifestStore manifests;
    private final Receipts receipts;

    ClientManifests(HomeSpaces homes, ChunksOfSpaces chunks, ManifestStore manifests, Receipts receipts) {
        this.homes = homes;
        this.chunks = chunks;
        this.manifests = manifests;
        this.receipts = receipts;
    }

    /** A manifest that is stored, and the statement that it is. */
    public record Stored(ManifestId manifestId, long size, String receipt) {}

    public Stored store(Caller caller, SpaceId space, Manifest manifest, String mediaType) throws IOException {
        homes.requireOwn(caller, space);
        check(manifest);
        requireChunks(space, manifest.chunks());
        ManifestId id = manifests.put(manifest);
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
        SequencedSet<ChunkId> missing = new LinkedHashSet<>();
        for (int from = 0; from < entries.size(); from += ChunksOfSpaces.BATCH_MAX) {
            collectMissing(
                    space, entries.subList(from, Math.min(entries.size(), from + ChunksOfSpaces.BATCH_MAX)), missing);
        }
        if (!missing.isEmpty()) {
            throw new ProblemException(
                            HttpStatus.CONFLICT,
                            "chunks-missing",
                            "The space lacks %d of these chunks; %d at most are named."
                                    .formatted(missing.size(), ChunksOfSpaces.BATCH_MAX))
                    .with(
                            "missing",
                            missing.stream().limit(ChunksOfSpaces.BATCH_MAX).toList());
        }
    }

    private void collectMissing(SpaceId space, List<ManifestEntry> entries, SequencedSet<ChunkId> missing) {
        SequencedSet<ChunkId> ids = new LinkedHashSet<>();
        entries.forEach(entry -> ids.add(entry.id()));
        Map<ChunkId, Integer> lengths = chunks.lengths(space, ids);
        for (ManifestEntry entry : entries) {
            Integer length = lengths.get(entry.id());
            if (length == null) {
                missing.add(entry.id());
            } else if (length != entry.length()) {
                throw invalid("chunk %s has %d bytes, not %d".formatted(entry.id(), length, entry.length()));
            }
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-manifest", detail);
    }
}
