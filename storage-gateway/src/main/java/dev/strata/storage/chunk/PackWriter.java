package dev.strata.storage.chunk;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.id.Uuids;
import dev.strata.storage.index.ChunkIndex;
import dev.strata.storage.index.Claim;
import dev.strata.storage.key.DataKeys;
import dev.strata.storage.pack.CodedChunk;
import dev.strata.storage.pack.PackStores;
import dev.strata.storage.pack.SealedPack;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Writes a pack, and only then says in the index that it is there. */
@Component
public class PackWriter {
    /** A chunk stays this long although nothing needs it: longer than a receipt is good for. */
    public static final Duration PINNED = Duration.ofHours(26);

    private final DataKeys keys;
    private final PackStores stores;
    private final ChunkIndex index;
    private final Clock clock;

    PackWriter(DataKeys keys, PackStores stores, ChunkIndex index, Clock clock) {
        this.keys = keys;
        this.stores = stores;
        this.index = index;
        this.clock = clock;
    }

    /** What one caller wants to have stored. */
    record Part(SpaceId space, UUID domain, List<CodedChunk> chunks) {
        long bytes() {
            return chunks.stream().mapToLong(CodedChunk::codedLength).sum();
        }
    }

    /** One pack for all of them, which are of one domain; durable, and found, when this returns. */
    void write(List<Part> parts) throws IOException {
        Map<ChunkId, CodedChunk> chunks = new LinkedHashMap<>();
        List<Claim> claims = new ArrayList<>();
        for (Part part : parts) {
            part.chunks().forEach(chunk -> chunks.putIfAbsent(chunk.id(), chunk));
            claims.add(new Claim(
                    part.space(), part.chunks().stream().map(CodedChunk::id).toList()));
        }
        SealedPack pack =
                SealedPack.of(Uuids.next(), keys.current(parts.getFirst().domain()), List.copyOf(chunks.values()));
        stores.primary().put(StoredName.pack(pack.id()), pack.bytes(), 0, pack.length());
        index.add(pack, stores.primaryName(), claims, clock.instant().plus(PINNED));
    }
}
