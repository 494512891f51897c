package dev.strata.storage.download;

import dev.strata.kernel.content.ChunkId;
import dev.strata.storage.chunk.ChunkWorkers;
import dev.strata.storage.chunk.CorruptChunkException;
import dev.strata.storage.chunk.VerifyingChunkStore;
import dev.strata.storage.memory.Reservation;
import java.io.IOException;
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

    /** A chunk in a buffer. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Loaded(ChunkId id, byte[] buffer) {}

    private final VerifyingChunkStore chunks;
    private final ChunkWorkers workers;
    private final List<Slice> slices;
    private final Reservation own;
    private final Optional<Reservation> spare;
    private final int bufferBytes;
    private byte @Nullable [] idle;
    private @Nullable Loaded current;
    private @Nullable Future<Loaded> ahead;
    private int next;

    ContentStream(
            VerifyingChunkStore chunks,
            ChunkWorkers workers,
            List<Slice> slices,
            int bufferBytes,
            Reservation own,
            Optional<Reservation> spare) {
        this.chunks = chunks;
        this.workers = workers;
        this.slices = slices;
        this.bufferBytes = bufferBytes;
        this.own = own;
        this.spare = spare;
    }

    /** Loads the first chunk. */
    void prime() throws IOException {
        if (!slices.isEmpty()) {
            current = ChunkWorkers.await(load(slices.getFirst(), new byte[bufferBytes]));
        }
    }

    boolean isOnePiece() {
        return slices.size() == 1;
    }

    /** Null after the last. */
    public @Nullable Piece next() throws IOException {
        if (next == slices.size()) {
            return null;
        }
        Slice slice = slices.get(next++);
        Loaded loaded = current;
        if (loaded == null || !loaded.id().equals(slice.entry().id())) {
            loaded = advance(slice, loaded);
            current = loaded;
        }
        readAhead(loaded.id());
        return new Piece(slice.range(), loaded.buffer(), slice.from(), slice.until() - slice.from());
    }

    /** What was read ahead is always the next other chunk. Without it the one buffer is used again. */
    private Loaded advance(Slice slice, @Nullable Loaded done) throws IOException {
        byte[] used = done == null ? new byte[bufferBytes] : done.buffer();
        if (ahead == null) {
            return ChunkWorkers.await(load(slice, used));
        }
        Loaded loaded = ChunkWorkers.await(ahead);
        ahead = null;
        idle = used;
        return loaded;
    }

    private void readAhead(ChunkId present) {
        if (spare.isEmpty() || ahead != null) {
            return;
        }
        for (int i = next; i < slices.size(); i++) {
            Slice slice = slices.get(i);
            if (!slice.entry().id().equals(present)) {
                ahead = load(slice, idle == null ? new byte[bufferBytes] : idle);
                return;
            }
        }
    }

    private Future<Loaded> load(Slice slice, byte[] buffer) {
        ChunkId id = slice.entry().id();
        int expected = slice.entry().length();
        return workers.submit(() -> {
            int length = chunks.read(id, buffer);
            if (length != expected) {
                throw new CorruptChunkException(id, "%d bytes instead of %d".formatted(length, expected));
            }
            return new Loaded(id, buffer);
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
