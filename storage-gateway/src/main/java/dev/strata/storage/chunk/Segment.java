package dev.strata.storage.chunk;

import dev.strata.storage.index.Location;
import java.util.List;
import java.util.UUID;

/** Chunks that lie one after the other in a pack: one read brings them all. */
public record Segment(List<Location> locations) {
    public Segment {
        locations = List.copyOf(locations);
    }

    UUID pack() {
        return locations.getFirst().pack();
    }

    int sealedFrom() {
        return locations.getFirst().entry().offset();
    }

    int sealedLength() {
        return end(locations.getLast()) - sealedFrom();
    }

    /** Of all the chunks together. */
    public int length() {
        return locations.stream()
                .mapToInt(location -> location.entry().length())
                .sum();
    }

    /** Whether a chunk can be added, with a small gap perhaps. */
    public static boolean isNext(List<Location> locations, Location next, int gapMax, int lengthMax) {
        Location last = locations.getLast();
        int gap = next.entry().offset() - end(last);
        int length = locations.stream()
                .mapToInt(location -> location.entry().length())
                .sum();
        int sealed = end(next) - locations.getFirst().entry().offset();
        return last.pack().equals(next.pack())
                && gap >= 0
                && gap <= gapMax
                && length + next.entry().length() <= lengthMax
                && sealed <= lengthMax;
    }

    private static int end(Location location) {
        return location.entry().offset() + location.entry().sealedLength();
    }
}
