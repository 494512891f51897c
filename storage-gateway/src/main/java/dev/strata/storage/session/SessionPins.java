package dev.strata.storage.session;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.storage.chunk.MissingChunkException;
import dev.strata.storage.chunk.PackWriter;
import dev.strata.storage.index.SpaceChunks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Keeps the chunks of an upload from the collector for as long as the upload lives, and a little longer. */
@Component
class SessionPins {
    private static final Duration MARGIN = Duration.ofHours(1);

    private final SpaceChunks spaces;
    private final UploadChunks chunks;
    private final SessionLimits limits;
    private final Clock clock;

    SessionPins(SpaceChunks spaces, UploadChunks chunks, SessionLimits limits, Clock clock) {
        this.spaces = spaces;
        this.chunks = chunks;
        this.limits = limits;
        this.clock = clock;
    }

    /** To be called before the client is told what has come. Most chunks are pinned for long enough already. */
    void extend(UploadSession session) throws MissingChunkException {
        Instant needed = session.expiresAt().plus(MARGIN);
        Instant until =
                clock.instant().plus(limits.expiresAfter().multipliedBy(2)).plus(MARGIN);
        List<ChunkId> ids = chunks.pinnedBefore(session.id(), needed);
        if (!ids.isEmpty()) {
            pin(session, ids, until);
            chunks.pinned(session.id(), needed, until);
        }
        ManifestEntry tail = session.tail();
        if (tail != null && limits.expiresAfter().plus(MARGIN).compareTo(PackWriter.PINNED) > 0) {
            pin(session, List.of(tail.id()), until);
        }
    }

    /** For as long as it takes to make a version of a file of them. */
    void hold(UploadSession session, Collection<ManifestEntry> content) throws MissingChunkException {
        pin(
                session,
                content.stream().map(ManifestEntry::id).distinct().toList(),
                clock.instant().plus(PackWriter.PINNED));
    }

    private void pin(UploadSession session, List<ChunkId> ids, Instant until) throws MissingChunkException {
        Set<ChunkId> pinned = spaces.pinAll(session.space(), ids, until).keySet();
        for (ChunkId id : ids) {
            if (!pinned.contains(id)) {
                throw new MissingChunkException(id);
            }
        }
    }
}
