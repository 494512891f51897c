package dev.strata.storage.manifest;

import dev.strata.kernel.content.ManifestEntry;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes through the chunks of a content, from any place of it; reads the leaves that it needs. For one thread. */
public final class ChunkCursor {
    private final ChunkSequence sequence;
    private List<ManifestEntry> entries = List.of();
    private int leaf = -1;
    private int index;
    private long start;
    private long end;

    ChunkCursor(ChunkSequence sequence) {
        this.sequence = sequence;
    }

    /** The chunk that has the byte at this place of the content is the next. */
    public void seek(long place) throws IOException {
        open(sequence.leafAt(place));
        while (index < entries.size() && end + entries.get(index).length() <= place) {
            next();
        }
    }

    /** Null after the last. */
    public @Nullable ManifestEntry next() throws IOException {
        while (index == entries.size()) {
            if (leaf + 1 == sequence.leaves()) {
                return null;
            }
            open(leaf + 1);
        }
        ManifestEntry entry = entries.get(index++);
        start = end;
        end += entry.length();
        return entry;
    }

    /** Where the chunk begins that came last. */
    public long start() {
        return start;
    }

    private void open(int number) throws IOException {
        if (number != leaf) {
            entries = sequence.leaf(number);
            leaf = number;
        }
        index = 0;
        end = sequence.start(number);
    }
}
