package dev.strata.storage.download;

import dev.strata.kernel.content.ManifestEntry;
import dev.strata.storage.manifest.ChunkCursor;
import dev.strata.storage.manifest.ChunkSequence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What ranges need of the chunks of a content, in order, found bit by bit: a content may have millions. */
final class Slices {
    private final List<ByteRange> ranges;
    private final ChunkCursor cursor;
    private int range;
    private long place;

    Slices(ChunkSequence chunks, List<ByteRange> ranges) {
        this.ranges = ranges;
        this.cursor = chunks.cursor();
        begin(0);
    }

    /** Goes to this range, or to the first behind it that has a byte. */
    private void begin(int number) {
        range = number;
        while (hasNext() && ranges.get(range).length() == 0) {
            range++;
        }
        place = hasNext() ? ranges.get(range).from() : 0;
    }

    boolean hasNext() {
        return range < ranges.size();
    }

    /** The next ones, this many if there are as many. */
    List<Slice> next(int count) throws IOException {
        List<Slice> next = new ArrayList<>();
        while (hasNext() && next.size() < count) {
            next.add(next());
        }
        return next;
    }

    private Slice next() throws IOException {
        ByteRange current = ranges.get(range);
        if (place == current.from()) {
            cursor.seek(place);
        }
        ManifestEntry entry = cursor.next();
        if (entry == null) {
            throw new IllegalArgumentException("the content ends before byte " + current.until());
        }
        long start = cursor.start();
        long until = Math.min(current.until(), start + entry.length());
        Slice slice = new Slice(range, entry, (int) (place - start), (int) (until - start));
        place = until;
        if (place == current.until()) {
            begin(range + 1);
        }
        return slice;
    }
}
