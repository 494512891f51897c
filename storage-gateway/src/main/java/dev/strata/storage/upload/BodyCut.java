package dev.strata.storage.upload;

import dev.strata.kernel.content.ContentSignature;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.Splitter;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.chunk.Chunk;
import dev.strata.storage.chunk.ChunkStore;
import dev.strata.storage.chunk.ChunkWorkers;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One body being cut: this thread reads it and finds the cuts, the workers hash, seal and write the chunks, a buffer full
 * at a time. Closing it waits for them, as they use its buffers.
 */
public final class BodyCut implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BodyCut.class);

    /** The one whose content it is. Called by the thread that runs this. */
    public interface Owner {
        /** How to cut a content that begins so; null if more of it must be known. */
        @Nullable
        Splitter splitter(byte[] head, boolean last);

        /** Bytes have come. */
        void came(byte[] buffer, int offset, int length);

        /** Whether the content is whole when the body ends here; may refuse it. */
        boolean isWhole(long came, boolean broken);

        /** What to say to a client that sends more than there is room for. */
        ProblemException tooLong();

        /** These chunks are durable, and more will come. */
        void stored(List<ManifestEntry> entries) throws IOException;

        /** What to store in one write together with the last chunks. */
        default List<Chunk> with(@SuppressWarnings("unused") List<ManifestEntry> last) {
            return List.of();
        }
    }

    /**
     * How a body ended.
     *
     * @param came how many bytes it had
     * @param broken whether there should have been more
     * @param entries the last chunks, durable, of which the owner has not heard that they are
     * @param tail what remains, durable too
     */
    public record End(
            long came,
            boolean broken,
            List<ManifestEntry> entries,
            @Nullable ManifestEntry tail) {}

    /** A buffer that a worker is storing; the entries of the chunks in it come out. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Pending(byte[] buffer, Future<List<ManifestEntry>> entries) {}

    /** What has come of a body until there is no more room, or no more of it. */
    private enum Filled {
        FULL,
        ENDED,
        BROKEN
    }

    private final ChunkStore chunks;
    private final ChunkWorkers workers;
    private final SpaceId space;
    private final Owner owner;
    private final Deque<byte[]> free = new ArrayDeque<>();
    private final Deque<Pending> pending = new ArrayDeque<>();
    private byte[] buffer;

    /** Bytes from here on have not been cut. */
    private int from;

    private int until;
    private long came;

    BodyCut(ChunkStore chunks, ChunkWorkers workers, SpaceId space, Owner owner, int buffers, int bufferBytes) {
        this.chunks = chunks;
        this.workers = workers;
        this.space = space;
        this.owner = owner;
        this.buffer = new byte[bufferBytes];
        for (int i = 1; i < buffers; i++) {
            free.add(new byte[bufferBytes]);
        }
    }

    /**
     * Reads the body to its end. However that is, what has come is stored, that which cannot be cut yet as a tail.
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
        List<Integer> lengths = cut(owner.isWhole(came, broken));
        while (!pending.isEmpty()) {
            finishOldest();
        }
        List<Chunk> last = views(buffer, lengths);
        List<ManifestEntry> entries = entries(last);
        ManifestEntry rest = null;
        if (from < until) {
            Chunk left = Chunk.of(buffer, from, until - from);
            rest = new ManifestEntry(left.id(), left.length());
            last.add(left);
        }
        last.addAll(owner.with(entries));
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
                        throw owner.tooLong();
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

    /** Gives the chunks to a worker; the next buffer begins with what is left. */
    private void handOver(List<Integer> lengths) throws IOException {
        byte[] full = buffer;
        byte[] next = free.isEmpty() ? finishOldest() : free.pop();
        int left = until - from;
        System.arraycopy(full, from, next, 0, left);
        pending.add(new Pending(full, workers.submit(() -> store(views(full, lengths)))));
        buffer = next;
        from = 0;
        until = left;
    }

    private List<ManifestEntry> store(List<Chunk> cut) throws IOException {
        chunks.put(space, cut);
        return entries(cut);
    }

    /** Waits for the buffer that was handed over first, and gives it back. */
    private byte[] finishOldest() throws IOException {
        Pending oldest = pending.getFirst();
        List<ManifestEntry> entries = ChunkWorkers.await(oldest.entries());
        pending.removeFirst();
        owner.stored(entries);
        return oldest.buffer();
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

    /** The upload has failed if anything is pending still, and what becomes of it is of no interest. */
    @Override
    public void close() {
        pending.forEach(left -> ChunkWorkers.awaitEnd(left.entries()));
    }
}
