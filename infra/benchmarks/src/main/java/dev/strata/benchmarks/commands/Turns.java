package dev.strata.benchmarks.commands;

import java.util.ArrayList;
import java.util.List;

/** Things that one caller works on in turn. */
final class Turns<T> {
    private final List<T> all;
    private int last = -1;

    private Turns(List<T> all) {
        this.all = all;
    }

    /** Makes a thing. */
    @FunctionalInterface
    interface Maker<T, E extends Exception> {
        T make() throws E;
    }

    static <T, E extends Exception> Turns<T> of(int count, Maker<T, E> maker) throws E {
        List<T> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(maker.make());
        }
        return new Turns<>(all);
    }

    T next() {
        last = (last + 1) % all.size();
        return all.get(last);
    }
}
