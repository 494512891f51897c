package dev.strata.storage.job;

import java.util.ArrayList;
import java.util.List;

/** Says what could not be done, as far as anybody reads it. For one thread. */
public final class Notes {
    private final int most;
    private final List<String> notes = new ArrayList<>();
    private long omitted;

    public Notes(int most) {
        this.most = most;
    }

    public void add(String text) {
        if (notes.size() < most) {
            notes.add(text);
        } else {
            omitted++;
        }
    }

    public List<String> list() {
        if (omitted == 0) {
            return List.copyOf(notes);
        }
        List<String> all = new ArrayList<>(notes);
        all.add("and %d more".formatted(omitted));
        return all;
    }
}
