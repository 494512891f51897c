package dev.strata.storage.download;

import dev.strata.storage.chunk.ChunkReader;
import dev.strata.storage.chunk.ChunkWorkers;
import dev.strata.storage.chunk.Scratch;
import dev.strata.storage.download.SegmentPlan.Placed;
import dev.strata.storage.download.SegmentPlan.Step;
import dev.strata.storage.memory.Reservation;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Verified bytes in pieces, each inside one chunk. For one thread; holds memory until it is closed. */
public final class ContentStream implements AutoCloseable {
    /**
     * The next bytes, valid until the next call.
     *
     * @param range the number of the range that they belong to, from 0
     */
    @SuppressWarnings("ArrayRecordComponent") // a view of a buffer, never compared
    public record Piece(int range, byte[] buffer, int offset, int length) {}

    /** A segment in a buffer. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Loaded(List<Placed> slices, byte[] buffer) {}

    private final ChunkReader chunks;
    private final ChunkWorkers workers;
    private final SegmentPlan plan;
    private final int bufferBytes;
    private final Reservation own;
    private final Optional<Reservation> spare;

    /** For one load at a time. */
    private final Scratch scratch = new Scratch();

    private Iterator<Placed> placed = List.<Placed>of().iterator();
    private byte @Nullable [] current;
    private byte @Nullable [] idle;
    private @Nullable Future<Loaded> ahead;
    private boolean onePiece;

    ContentStream(
            ChunkReader chunks,
            ChunkWorkers workers,
            SegmentPlan plan,
            int bufferBytes,
            Reservation own,
            Optional<Reservation> spare) {
        this.chunks = chunks;
        this.workers = workers;
        this.plan = plan;
        this.bufferBytes = bufferBytes;
        this.own = own;
        this.spare = spare;
    }

    /** Loads the first segment. */
    void prime() throws IOException {
        advance();
        onePiece = !plan.hasNext();
    }

    /** Whether all that there is has been verified already. */
    boolean isOnePiece() {
        return onePiece;
    }

    /** Null after the last. */
    public @Nullable Piece next() throws IOException {
        if (!placed.hasNext() && !advance()) {
            return null;
        }
        byte[] buffer = current;
        if (buffer == null) {
            throw new IllegalStateException("a segment has a buffer");
        }
        readAhead();
        Placed next = placed.next();
        Slice slice = next.slice();
        return new Piece(slice.range(), buffer, next.offset() + slice.from(), slice.until() - slice.from());
    }

    /** Without what was read ahead the one buffer is used again. */
    private boolean advance() throws IOException {
        Future<Loaded> coming = ahead;
        ahead = null;
        if (coming == null) {
            coming = load(current);
            if (coming == null) {
                return false;
            }
        } else {
            idle = current;
        }
        Loaded loaded = ChunkWorkers.await(coming);
        current = loaded.buffer();
        placed = loaded.slices().iterator();
        return true;
    }

    private void readAhead() throws IOException {
        if (spare.isPresent() && ahead == null) {
            ahead = load(idle);
            idle = null;
        }
    }

    /** Null if there is nothing left. */
    private @Nullable Future<Loaded> load(byte @Nullable [] used) throws IOException {
        Step step = plan.next();
        if (step == null) {
            return null;
        }
        byte[] buffer = used == null ? new byte[bufferBytes] : used;
        return workers.submit(() -> {
            chunks.read(step.segment(), buffer, scratch);
            return new Loaded(step.slices(), buffer);
        });
    }

    @Override
    public void close() {
        if (ahead != null) {
            ChunkWorkers.awaitEnd(ahead);
        }
        spare.ifPresent(Reservation::close);
        own.close();
    }
}
