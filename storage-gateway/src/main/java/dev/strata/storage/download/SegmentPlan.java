package dev.strata.storage.download;

import dev.strata.kernel.content.ChunkId;
import dev.strata.storage.chunk.ChunkReader;
import dev.strata.storage.chunk.CorruptChunkException;
import dev.strata.storage.chunk.Segment;
import dev.strata.storage.index.Location;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Goes through the slices of a download and finds those that one read can bring. For one thread. */
final class SegmentPlan {
    /** So many chunks are looked up at once. */
    static final int LOOK_UP = 500;

    private static final int GAP_MAX = 64 << 10;

    private final ChunkReader reader;
    private final Slices slices;
    private final int lengthMax;
    private List<Slice> window;
    private @Nullable Map<ChunkId, Location> known;
    private int next;

    /**
     * A plan for the slices of a content.
     *
     * @param first the first {@link #LOOK_UP}, which have been taken out already
     * @param slices the others
     * @param lengthMax no segment is longer; at least as long as the longest chunk
     */
    SegmentPlan(ChunkReader reader, List<Slice> first, Slices slices, int lengthMax) {
        this.reader = reader;
        this.window = first;
        this.slices = slices;
        this.lengthMax = lengthMax;
    }

    /**
     * A slice, and where its chunk is among the bytes of the segment.
     *
     * @param offset of the chunk's first byte
     */
    record Placed(Slice slice, int offset) {}

    /** What one read brings, and what it is for. */
    record Step(Segment segment, List<Placed> slices) {}

    boolean hasNext() {
        return next < window.size() || slices.hasNext();
    }

    /** Null after the last. */
    @Nullable
    Step next() throws IOException {
        if (!hasNext()) {
            return null;
        }
        List<Location> locations = new ArrayList<>();
        List<Placed> placed = new ArrayList<>();
        int offset = 0;
        while (hasNext()) {
            Slice slice = peek();
            Location location = locate(slice);
            if (locations.isEmpty()) {
                locations.add(location);
            } else if (!locations.getLast().equals(location)) {
                if (!Segment.isNext(locations, location, GAP_MAX, lengthMax)) {
                    break;
                }
                offset += locations.getLast().entry().length();
                locations.add(location);
            }
            placed.add(new Placed(slice, offset));
            next++;
        }
        return new Step(new Segment(locations), placed);
    }

    private Slice peek() throws IOException {
        if (next == window.size()) {
            window = slices.next(LOOK_UP);
            known = null;
            next = 0;
        }
        return window.get(next);
    }

    private Location locate(Slice slice) throws IOException {
        Map<ChunkId, Location> there = known;
        if (there == null) {
            there = reader.locate(
                    window.stream().map(one -> one.entry().id()).distinct().toList());
            known = there;
        }
        Location location = there.get(slice.entry().id());
        if (location == null) {
            throw new IllegalStateException("what is known was looked up for these slices");
        }
        if (location.entry().length() != slice.entry().length()) {
            throw new CorruptChunkException(
                    slice.entry().id(),
                    "%d bytes instead of %d"
                            .formatted(location.entry().length(), slice.entry().length()));
        }
        return location;
    }
}
