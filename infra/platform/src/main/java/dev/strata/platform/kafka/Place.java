package dev.strata.platform.kafka;

import java.util.Comparator;

/**
 * Where an event stands in what was relayed.
 *
 * @param generation counts the runs of the relay; no two runs have the same
 * @param sequence counts the events of a run, from 0, without a gap
 */
public record Place(long generation, long sequence) implements Comparable<Place> {
    /** Before everything: nothing was relayed, or all of it is to be relayed again. */
    public static final Place START = new Place(-1, -1);

    private static final Comparator<Place> ORDER =
            Comparator.comparingLong(Place::generation).thenComparingLong(Place::sequence);

    /** Before the first event of a run. */
    public static Place beginningOf(long generation) {
        return new Place(generation, -1);
    }

    /** The place of the next event in the same run. */
    public Place next() {
        return new Place(generation, sequence + 1);
    }

    static Place parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("not a place: " + text);
        }
        return new Place(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return generation + "." + sequence;
    }
}
