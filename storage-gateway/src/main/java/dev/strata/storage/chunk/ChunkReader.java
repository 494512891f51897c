package dev.strata.storage.chunk;

import dev.strata.kernel.content.ChunkId;
import dev.strata.storage.index.ChunkIndex;
import dev.strata.storage.index.Location;
import dev.strata.storage.key.DataKeys;
import dev.strata.storage.pack.MissingObjectException;
import dev.strata.storage.pack.PackEntry;
import dev.strata.storage.pack.PackOpener;
import dev.strata.storage.pack.PackStores;
import dev.strata.storage.pack.StoredName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads chunks out of packs. What does not verify is never handed out: it is counted, reported and marked. */
@Component
public class ChunkReader {
    private static final Logger LOG = LoggerFactory.getLogger(ChunkReader.class);
    private static final int GAP_MAX = 4 << 10;
    private static final int SEGMENT_BYTES = 1 << 18;

    private final ChunkIndex index;
    private final PackStores stores;
    private final DataKeys keys;
    private final ChunkCache cache;
    private final Counter bytesOut;
    private final Counter corrupt;

    ChunkReader(ChunkIndex index, PackStores stores, DataKeys keys, ChunkCache cache, MeterRegistry meters) {
        this.index = index;
        this.stores = stores;
        this.keys = keys;
        this.cache = cache;
        this.bytesOut = meters.counter("strata.chunk.bytes", "direction", "out");
        this.corrupt = meters.counter("strata.chunk.corrupt");
    }

    /**
     * Where these chunks are.
     *
     * @throws MissingChunkException if one of them is nowhere
     */
    public Map<ChunkId, Location> locate(List<ChunkId> ids) throws MissingChunkException {
        Map<ChunkId, Location> found = index.locate(ids);
        for (ChunkId id : ids) {
            if (!found.containsKey(id)) {
                throw new MissingChunkException(id);
            }
        }
        return found;
    }

    /** A whole chunk, in an array of its length. */
    public byte[] read(ChunkId id) throws IOException {
        Location location = located(id);
        byte[] target = new byte[location.entry().length()];
        read(new Segment(List.of(location)), target, new Scratch());
        return target;
    }

    /** Whole chunks in this order, each in an array of its length; those that lie together are read at once. */
    public List<byte[]> read(List<ChunkId> ids) throws IOException {
        List<Location> sorted = locate(ids.stream().distinct().toList()).values().stream()
                .sorted(Comparator.comparing(Location::pack)
                        .thenComparing(location -> location.entry().offset()))
                .toList();
        Map<ChunkId, byte[]> chunks = new HashMap<>();
        Scratch scratch = new Scratch();
        int from = 0;
        while (from < sorted.size()) {
            int until = from + 1;
            while (until < sorted.size()
                    && Segment.isNext(sorted.subList(from, until), sorted.get(until), GAP_MAX, SEGMENT_BYTES)) {
                until++;
            }
            Segment segment = new Segment(sorted.subList(from, until));
            byte[] target = new byte[segment.length()];
            read(segment, target, scratch);
            int place = 0;
            for (Location location : segment.locations()) {
                int end = place + location.entry().length();
                chunks.put(location.entry().id(), Arrays.copyOfRange(target, place, end));
                place = end;
            }
            from = until;
        }
        return ids.stream().map(id -> Objects.requireNonNull(chunks.get(id))).toList();
    }

    private Location located(ChunkId id) throws MissingChunkException {
        Map<ChunkId, Location> found = locate(List.of(id));
        return found.values().iterator().next();
    }

    /**
     * Writes the chunks of a segment to the beginning of {@code target}, one after the other.
     *
     * @param scratch for what is read on the way; used again, it saves the collector big arrays
     * @throws CorruptChunkException if one of them is not what it was
     */
    public void read(Segment segment, byte[] target, Scratch scratch) throws IOException {
        read(segment, target, scratch, false);
    }

    /**
     * As {@link #read}, for parts of something long: their seals are checked but not their hashes, and they do not crowd
     * out of the cache what is read more often.
     */
    public void stream(Segment segment, byte[] target, Scratch scratch) throws IOException {
        read(segment, target, scratch, true);
    }

    private void read(Segment segment, byte[] target, Scratch scratch, boolean streamed) throws IOException {
        try {
            readThere(segment, target, scratch, streamed);
        } catch (MissingObjectException moved) {
            LOG.debug("looking again for the chunks of pack {}", segment.pack(), moved);
            int to = 0;
            for (Location location : segment.locations()) {
                byte[] chunk = readAgain(location.entry().id(), streamed, moved);
                System.arraycopy(chunk, 0, target, to, chunk.length);
                to += chunk.length;
            }
        }
        bytesOut.increment(segment.length());
    }

    /** Packs are written anew, and the old ones go; the index knows where the chunks are now. */
    private byte[] readAgain(ChunkId id, boolean streamed, MissingObjectException moved) throws IOException {
        Location now = located(id);
        byte[] chunk = new byte[now.entry().length()];
        try {
            readThere(new Segment(List.of(now)), chunk, new Scratch(), streamed);
            return chunk;
        } catch (MissingObjectException lost) {
            lost.addSuppressed(moved);
            index.suspect(now);
            throw new MissingChunkException(id, lost);
        }
    }

    private void readThere(Segment segment, byte[] target, Scratch scratch, boolean streamed) throws IOException {
        if (cache.read(segment, target)) {
            return;
        }
        Location first = segment.locations().getFirst();
        byte[] sealed = scratch.of(segment.sealedLength());
        stores.get(first.store())
                .read(StoredName.pack(first.pack()), segment.sealedFrom(), sealed, 0, segment.sealedLength());
        PackOpener opener = new PackOpener(first.pack(), keys.find(first.keyId()));
        int to = 0;
        for (Location location : segment.locations()) {
            PackEntry entry = location.entry();
            try {
                int from = entry.offset() - segment.sealedFrom();
                if (streamed) {
                    opener.unseal(entry, sealed, from, target, to);
                } else {
                    opener.open(entry, sealed, from, target, to);
                }
            } catch (CorruptChunkException e) {
                corrupt.increment();
                index.markBad(location);
                throw e;
            }
            if (!streamed) {
                cache.offer(location, target, to);
            }
            to += entry.length();
        }
    }
}
