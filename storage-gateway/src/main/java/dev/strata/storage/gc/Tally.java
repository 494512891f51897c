package dev.strata.storage.gc;

import dev.strata.storage.job.Notes;
import java.util.List;

/** Counts what one collection does. For one thread. */
final class Tally {
    private static final int NOTES_MAX = 20;

    private String phase = "waiting";
    private final Notes notes = new Notes(NOTES_MAX);
    int spaces;
    long chunks;
    long packs;
    long rewritten;
    long orphans;
    long bytes;

    /** Chunks that are needed, and that the index does not know. */
    long lost;

    void begin(String next) {
        phase = next;
    }

    String phase() {
        return phase;
    }

    /** Says what could not be done; a few of these are enough. */
    void note(String text) {
        notes.add(text);
    }

    List<String> notes() {
        return notes.list();
    }
}
