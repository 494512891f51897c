package dev.strata.storage.gc;

import java.util.ArrayList;
import java.util.List;

/** Counts what one collection does. For one thread. */
final class Tally {
    private static final int NOTES_MAX = 20;

    private String phase = "waiting";
    private final List<String> notes = new ArrayList<>();
    private long omitted;
    int spaces;
    long chunks;
    long packs;
    long rewritten;
    long orphans;
    long bytes;

    void begin(String next) {
        phase = next;
    }

    String phase() {
        return phase;
    }

    /** Says what could not be done; a few of these are enough. */
    void note(String text) {
        if (notes.size() < NOTES_MAX) {
            notes.add(text);
        } else {
            omitted++;
        }
    }

    List<String> notes() {
        if (omitted == 0) {
            return List.copyOf(notes);
        }
        List<String> all = new ArrayList<>(notes);
        all.add("and %d more".formatted(omitted));
        return all;
    }
}
