package dev.strata.storage.gc;

import dev.strata.kernel.id.Uuids;
import dev.strata.storage.chunk.ChunkReader;
import dev.strata.storage.chunk.Scratch;
import dev.strata.storage.chunk.Segment;
import dev.strata.storage.index.Location;
import dev.strata.storage.index.PackSwap;
import dev.strata.storage.key.DataKeys;
import dev.strata.storage.pack.CodedChunk;
import dev.strata.storage.pack.PackStores;
import dev.strata.storage.pack.SealedPack;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Writes what is needed of some packs together into a new one, under the current key: verified, durable, and only then
 * moved in the index. For whoever has the lock of the storage.
 */
@Component
public class PackRewriter {
    private static final Logger LOG = LoggerFactory.getLogger(PackRewriter.class);
    private static final int GAP_MAX = 256 << 10;
    private static final int READ_BYTES = 4 << 20;

    private final ChunkReader reader;
    private final PackSwap swap;
    private final PackStores stores;
    private final DataKeys keys;
    private final PackSweep sweep;

    PackRewriter(ChunkReader reader, PackSwap swap, PackStores stores, DataKeys keys, PackSweep sweep) {
        this.reader = reader;
        this.swap = swap;
        this.stores = stores;
        this.keys = keys;
        this.sweep = sweep;
    }

    /**
     * What became of the packs.
     *
     * @param packs that have gone
     * @param notes why others have not
     */
    public record Rewritten(long packs, List<String> notes) {}

    /**
     * The same apart from a collection.
     *
     * @param packs of this domain, of which as much is needed as fits into one pack; of some nothing may be
     */
    public Rewritten rewrite(UUID domain, List<UUID> packs) throws IOException {
        Tally tally = new Tally();
        tally.rewritten += swap.doom(packs);
        rewrite(domain, packs, tally);
        return new Rewritten(tally.rewritten, tally.notes());
    }

    void rewrite(UUID domain, List<UUID> packs, Tally tally) throws IOException {
        List<CodedChunk> chunks = new ArrayList<>();
        List<UUID> read = new ArrayList<>();
        for (UUID pack : packs) {
            try {
                chunks.addAll(read(pack));
                read.add(pack);
            } catch (IOException e) {
                LOG.warn("the pack {} is not written anew", pack, e);
                tally.note("Pack %s is not written anew: %s".formatted(pack, e.getMessage()));
            }
        }
        if (!chunks.isEmpty()) {
            SealedPack pack = SealedPack.of(Uuids.next(), keys.current(domain), chunks);
            stores.primary().put(StoredName.pack(pack.id()), pack.bytes(), 0, pack.length());
            tally.rewritten += swap.replace(read, pack, stores.primaryName());
            tally.bytes -= pack.length();
        }
        sweep.deleteDoomed(tally);
    }

    private List<CodedChunk> read(UUID pack) throws IOException {
        List<CodedChunk> chunks = new ArrayList<>();
        List<Location> segment = new ArrayList<>();
        for (Location next : swap.chunksOf(pack)) {
            if (!segment.isEmpty() && !Segment.isNext(segment, next, GAP_MAX, READ_BYTES)) {
                chunks.addAll(read(new Segment(segment)));
                segment.clear();
            }
            segment.add(next);
        }
        if (!segment.isEmpty()) {
            chunks.addAll(read(new Segment(segment)));
        }
        return chunks;
    }

    private List<CodedChunk> read(Segment segment) throws IOException {
        byte[] bytes = new byte[segment.length()];
        reader.read(segment, bytes, new Scratch());
        List<CodedChunk> chunks = new ArrayList<>();
        int at = 0;
        for (Location location : segment.locations()) {
            int length = location.entry().length();
            chunks.add(trimmed(CodedChunk.of(location.entry().id(), bytes, at, length)));
            at += length;
        }
        return chunks;
    }

    /** Holds no more memory than it needs: a pack full of them is waiting. */
    private static CodedChunk trimmed(CodedChunk chunk) {
        byte[] bytes = Arrays.copyOfRange(chunk.bytes(), chunk.offset(), chunk.offset() + chunk.codedLength());
        return new CodedChunk(chunk.id(), chunk.length(), chunk.codec(), bytes, 0, bytes.length);
    }
}
