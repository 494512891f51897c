package dev.strata.storage.session;

import dev.strata.kernel.content.ContentSignature;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.Splitter;
import dev.strata.kernel.id.SpaceId;
import dev.strata.storage.chunk.Chunk;
import dev.strata.storage.chunk.ChunkStore;
import dev.strata.storage.chunk.ChunkWorkers;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One piece of a content being cut: this thread reads, a worker stores a buffer full while the next one fills. However
 * the body ends, what has come of it is stored, that which cannot be cut yet as a tail. Closing waits for the worker.
 */
final class PieceCut implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PieceCut.class);

    /** The one whose content it is. Called by the thread that runs this. */
    interface Owner {
        /** How to cut a content that begins so; null if more of it must be known. */
        @Nullable
        Splitter splitter(byte[] head, boolean last);

        /** Bytes have come. */
        void came(byte[] buffer, int offset, int length);

        /** Whether the content is whole when the body ends here. */
        boolean isWhole(long came, boolean broken);

        /** These chunks are durable, and more will come. */
        void stored(List<ManifestEntry> entries);
    }

    /**
     * How a body ended.
     *
     * @param came how many bytes it had
     * @param broken whether there should have been more
     * @param entries the last chunks, durable, which the owner has not been told of
     * @param tail what remains, durable too
     */
    record End(
            long came,
            boolean broken,
            List<ManifestEntry> entries,
            @Nullable ManifestEntry tail) {}

    private final ChunkStore chunks;
    private final ChunkWorkers workers;
    private final SpaceId space;
    private final Owner owner;
    private byte[] buffer;
    private byte @Nullable [] other;
    private @Nullable Future<List<ManifestEntry>> pending;

    /** Bytes from here on have not been cut. */
    private int from;

    private int until;
    private long came;

    /** What has come of a body until there is no more room, or no more of it. */
    private enum Filled {
        FULL,
        ENDED,
        BROKEN
    }

    PieceCut(ChunkStore chunks, ChunkWorkers workers, SpaceId space, Owner owner, int bufferBytes) {
        this.chunks = chunks;
        this.workers = workers;
        this.space = space;
        this.owner = owner;
        this.buffer = new byte[bufferBytes];
    }

    /**
     * Reads the body to its end.
     *
     * @param tail what has come before and is not cut yet
     * @param room how many bytes there may be
     */
    End run(byte[] tail, InputStream body, long room) throws IOException {
        System.arraycopy(tail, 0, buffer, 0, tail.length);
        until = tail.length;
        Filled filled = fill(body, room);
        while (filled == Filled.FULL) {
            handOver(cut(false));
            filled = fill(body, room);
        }
        boolean broken = filled == Filled.BROKEN;
        boolean whole = owner.isWhole(came, broken);
        List<Chunk> last = views(cut(whole));
        finishPending();
        List<ManifestEntry> entries = entries(last);
        ManifestEntry rest = null;
        if (from < until) {
            Chunk left = Chunk.of(buffer, from, until - from);
            rest = new ManifestEntry(left.id(), left.length());
            last.add(left);
        }
        if (!last.isEmpty()) {
            chunks.put(space, last);
        }
        return new End(came, broken, entries, rest);
    }

    private Filled fill(InputStream body, long room) {
        try {
            while (until < buffer.length) {
                int wanted = (int) Math.min(buffer.length - until, room - came);
                if (wanted == 0) {
                    if (body.read() >= 0) {
                        throw SessionProblems.beyondLength(room);
                    }
                    return Filled.ENDED;
                }
                int read = body.read(buffer, until, wanted);
                if (read < 0) {
                    return Filled.ENDED;
                }
                owner.came(buffer, until, read);
                until += read;
                came += read;
            }
            return Filled.FULL;
        } catch (IOException e) {
            LOG.debug("the client closed the connection", e);
            return Filled.BROKEN;
        }
    }

    /** The lengths of the chunks that are whole; {@link #from} is behind them then. */
    private List<Integer> cut(boolean whole) {
        List<Integer> lengths = new ArrayList<>();
        Splitter splitter = owner.splitter(
                Arrays.copyOfRange(buffer, from, Math.min(until, from + ContentSignature.HEAD_BYTES)), whole);
        while (splitter != null && (whole ? from < until : until - from >= splitter.max())) {
            int length = splitter.cut(buffer, from, until, whole);
            lengths.add(length);
            from += length;
        }
        return lengths;
    }

    /** Gives the chunks to a worker; the other buffer begins with what is left. */
    private void handOver(List<Integer> lengths) throws IOException {
        finishPending();
        byte[] full = buffer;
        byte[] next = other == null ? new byte[full.length] : other;
        int left = until - from;
        System.arraycopy(full, from, next, 0, left);
        pending = workers.submit(() -> store(views(full, lengths)));
        other = full;
        buffer = next;
        from = 0;
        until = left;
    }

    private List<ManifestEntry> store(List<Chunk> cut) throws IOException {
        chunks.put(space, cut);
        return entries(cut);
    }

    private void finishPending() throws IOException {
        Future<List<ManifestEntry>> oldest = pending;
        if (oldest != null) {
            List<ManifestEntry> entries = ChunkWorkers.await(oldest);
            pending = null;
            owner.stored(entries);
        }
    }

    private List<Chunk> views(List<Integer> lengths) {
        return views(buffer, lengths);
    }

    private static List<Chunk> views(byte[] bytes, List<Integer> lengths) {
        List<Chunk> cut = new ArrayList<>(lengths.size() + 1);
        int at = 0;
        for (int length : lengths) {
            cut.add(Chunk.of(bytes, at, length));
            at += length;
        }
        return cut;
    }

    private static List<ManifestEntry> entries(List<Chunk> cut) {
        return cut.stream()
                .map(chunk -> new ManifestEntry(chunk.id(), chunk.length()))
                .toList();
    }

    @Override
    public void close() {
        if (pending != null) {
            ChunkWorkers.awaitEnd(pending);
        }
    }
}
