package dev.strata.storage.download;

import dev.strata.storage.chunk.ChunkReader;
import dev.strata.storage.chunk.ChunkWorkers;
import dev.strata.storage.chunk.Scratch;
import dev.strata.storage.download.SegmentPlan.Placed;
import dev.strata.storage.download.SegmentPlan.Step;
import dev.strata.storage.memory.Reservation;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Verified bytes in pieces, each inside one chunk. Has a buffer for each reservation: one is being handed out while the
 * others are filled. For one thread; holds memory until it is closed.
 */
public final class ContentStream implements AutoCloseable {
    /**
     * The next bytes, valid until the next call.
     *
     * @param range the number of the range that they belong to, from 0
     */
    @SuppressWarnings("ArrayRecordComponent") // a view of a buffer, never compared
    public record Piece(int range, byte[] buffer, int offset, int length) {}

    /** Room for one segment, used again and again. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Room(byte[] buffer, Scratch scratch) {}

    /** A segment in its room. */
    private record Loaded(List<Placed> slices, Room room) {}

    private final ChunkReader chunks;
    private final ChunkWorkers workers;
    private final SegmentPlan plan;
    private final int segmentMax;
    private final List<Reservation> memory;
    private final Queue<Room> free = new ArrayDeque<>();
    private final Queue<Future<Loaded>> ahead = new ArrayDeque<>();
    private int rooms;
    private Iterator<Placed> placed = List.<Placed>of().iterator();
    private @Nullable Room current;
    private boolean onePiece;

    /**
     * A stream of what the plan says.
     *
     * @param segmentMax the most bytes of a segment
     * @param memory for each segment that may be in memory at once
     */
    ContentStream(
            ChunkReader chunks, ChunkWorkers workers, SegmentPlan plan, int segmentMax, List<Reservation> memory) {
        this.chunks = chunks;
        this.workers = workers;
        this.plan = plan;
        this.segmentMax = segmentMax;
        this.memory = List.copyOf(memory);
    }

    /** Loads the first segment. */
    void prime() throws IOException {
        Step first = plan.next();
        onePiece = !plan.hasNext();
        if (first != null) {
            load(first);
            advance();
        }
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
        Room room = current;
        if (room == null) {
            throw new IllegalStateException("what is placed lies in a room");
        }
        readAhead();
        Placed next = placed.next();
        Slice slice = next.slice();
        return new Piece(slice.range(), room.buffer(), next.offset() + slice.from(), slice.until() - slice.from());
    }

    private boolean advance() throws IOException {
        if (current != null) {
            free.add(current);
            current = null;
        }
        readAhead();
        Future<Loaded> coming = ahead.poll();
        if (coming == null) {
            return false;
        }
        Loaded loaded = ChunkWorkers.await(coming);
        current = loaded.room();
        placed = loaded.slices().iterator();
        return true;
    }

    private void readAhead() throws IOException {
        while (!free.isEmpty() || rooms < memory.size()) {
            Step step = plan.next();
            if (step == null) {
                return;
            }
            load(step);
        }
    }

    private void load(Step step) {
        Room room = free.isEmpty() ? newRoom() : free.remove();
        ahead.add(workers.submit(() -> {
            if (onePiece) {
                chunks.read(step.segment(), room.buffer(), room.scratch());
            } else {
                chunks.stream(step.segment(), room.buffer(), room.scratch());
            }
            return new Loaded(step.slices(), room);
        }));
    }

    private Room newRoom() {
        rooms++;
        return new Room(new byte[segmentMax], new Scratch());
    }

    @Override
    public void close() {
        ahead.forEach(ChunkWorkers::awaitEnd);
        memory.forEach(Reservation::close);
    }
}
