package dev.strata.storage.chunk;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.id.SpaceId;
import dev.strata.storage.chunk.PackWriter.Part;
import dev.strata.storage.index.SpaceChunks;
import dev.strata.storage.index.SpaceChunks.Held;
import dev.strata.storage.key.DedupDomains;
import dev.strata.storage.pack.CodedChunk;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Keeps chunks for spaces: once in each dedup domain, in packs, durable before anything is said of them. */
@Component
public class ChunkStore {
    /** No chunk is longer. */
    public static final int LENGTH_MAX = ManifestEntry.LENGTH_MAX;

    /** Whoever brings as much gets a pack of his own; less is written together with what others bring. */
    private static final int OWN_PACK_BYTES = 1 << 20;

    private final DedupDomains domains;
    private final SpaceChunks spaces;
    private final PackWriter writer;
    private final GroupCommit group;
    private final Clock clock;
    private final Counter bytesIn;
    private final Counter duplicates;

    ChunkStore(
            DedupDomains domains,
            SpaceChunks spaces,
            PackWriter writer,
            GroupCommit group,
            Clock clock,
            MeterRegistry meters) {
        this.domains = domains;
        this.spaces = spaces;
        this.writer = writer;
        this.group = group;
        this.clock = clock;
        this.bytesIn = meters.counter("strata.chunk.bytes", "direction", "in");
        this.duplicates = meters.counter("strata.chunk.duplicates");
    }

    /**
     * Makes chunks the space's. When this returns they are durable, and stay for {@link PackWriter#PINNED} at least; if
     * it fails, some of them may be.
     *
     * @param chunks as many as fit into one pack; their arrays may be reused after the return
     * @return how many of them the space did not have
     * @throws StorageFullException if there is no room
     */
    public int put(SpaceId space, List<Chunk> chunks) throws IOException {
        if (chunks.isEmpty()) {
            return 0;
        }
        Map<ChunkId, Chunk> wanted = LinkedHashMap.newLinkedHashMap(chunks.size());
        chunks.forEach(chunk -> wanted.putIfAbsent(chunk.id(), chunk));
        UUID domain = domains.of(space);
        Held held = spaces.hold(space, domain, wanted.keySet(), clock.instant().plus(PackWriter.PINNED));
        duplicates.increment(held.known().size());
        wanted.keySet().removeAll(held.known());
        if (!wanted.isEmpty()) {
            write(space, domain, wanted.values());
        }
        return held.added() + wanted.size();
    }

    private void write(SpaceId space, UUID domain, Iterable<Chunk> chunks) throws IOException {
        List<CodedChunk> coded = new ArrayList<>();
        long bytes = 0;
        for (Chunk chunk : chunks) {
            coded.add(chunk.coded());
            bytes += chunk.length();
        }
        Part part = new Part(space, domain, coded);
        if (part.bytes() >= OWN_PACK_BYTES) {
            writer.write(List.of(part));
        } else {
            ChunkWorkers.await(group.submit(part));
        }
        bytesIn.increment((double) bytes);
    }
}
