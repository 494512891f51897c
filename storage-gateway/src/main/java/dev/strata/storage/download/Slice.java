package dev.strata.storage.download;

import dev.strata.kernel.content.ManifestEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of one chunk that belongs to a range.
 *
 * @param range the number of the range, from 0
 */
record Slice(int range, ManifestEntry entry, int from, int until) {

    /** What the ranges need of the chunks, in order. */
    static List<Slice> of(List<ManifestEntry> entries, List<ByteRange> ranges) {
        List<Slice> slices = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            addRange(slices, i, entries, ranges.get(i));
        }
        return slices;
    }

    private static void addRange(List<Slice> slices, int number, List<ManifestEntry> entries, ByteRange range) {
        long start = 0;
        for (ManifestEntry entry : entries) {
            long end = start + entry.length();
            long from = Math.max(range.from(), start);
            long until = Math.min(range.until(), end);
            if (from < until) {
                slices.add(new Slice(number, entry, (int) (from - start), (int) (until - start)));
            }
            start = end;
        }
    }
}
