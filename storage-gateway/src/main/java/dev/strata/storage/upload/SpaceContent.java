package dev.strata.storage.upload;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.index.SpaceChunks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** Checks that a space has the chunks of a manifest that a client has made, and keeps them from going. */
final class SpaceContent {
    private final SpaceChunks chunks;
    private final SpaceId space;
    private final Instant until;
    private final List<ChunkId> missing = new ArrayList<>();

    SpaceContent(SpaceChunks chunks, SpaceId space, Instant until) {
        this.chunks = chunks;
        this.space = space;
        this.until = until;
    }

    /** The lengths of those of the chunks that the space has; it is remembered which it lacks. */
    Map<ChunkId, Integer> pin(Collection<ChunkId> ids) {
        List<ChunkId> once = ids.stream().distinct().toList();
        Map<ChunkId, Integer> lengths = chunks.pinAll(space, once, until);
        once.stream().filter(id -> !lengths.containsKey(id)).forEach(missing::add);
        return lengths;
    }

    /** The same for chunks whose lengths are said: they must be right. */
    void pinEntries(List<ManifestEntry> entries) {
        Map<ChunkId, Integer> lengths =
                pin(entries.stream().map(ManifestEntry::id).toList());
        for (ManifestEntry entry : entries) {
            Integer length = lengths.get(entry.id());
            if (length != null && length != entry.length()) {
                throw invalid("chunk %s has %d bytes, not %d".formatted(entry.id(), length, entry.length()));
            }
        }
    }

    /** So many are missing that no more can be named. */
    boolean lacksMany() {
        return missing.size() >= SpaceChunks.BATCH_MAX;
    }

    void requireAll() {
        if (!missing.isEmpty()) {
            throw new ProblemException(
                            HttpStatus.CONFLICT,
                            "chunks-missing",
                            "The space lacks %d of these chunks at least; %d at most are named."
                                    .formatted(missing.size(), SpaceChunks.BATCH_MAX))
                    .with(
                            "missing",
                            missing.stream().limit(SpaceChunks.BATCH_MAX).toList());
        }
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-manifest", detail);
    }
}
