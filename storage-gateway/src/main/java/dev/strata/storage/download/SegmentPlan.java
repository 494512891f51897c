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
    private static final int LOOK_UP = 500;
    private static final int GAP_MAX = 64 << 10;

    private final ChunkReader reader;
    private final List<Slice> slices;
    private final int lengthMax;
    private Map<ChunkId, Location> known = Map.of();
    private int knownUntil;
    private int next;

    /** @param lengthMax no segment is longer; at least as long as the longest chunk */
    SegmentPlan(ChunkReader reader, List<Slice> slices, int lengthMax) {
        this.reader = reader;
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
        return next < slices.size();
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
            Slice slice = slices.get(next);
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

    private Location locate(Slice slice) throws IOException {
        if (next >= knownUntil) {
            knownUntil = Math.min(slices.size(), next + LOOK_UP);
            known = reader.locate(slices.subList(next, knownUntil).stream()
                    .map(one -> one.entry().id())
                    .distinct()
                    .toList());
        }
        Location location = known.get(slice.entry().id());
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
