package dev.strata.client.sync;

import dev.strata.client.sync.Engine.Pending;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A plan that is being carried out, for those who watch. */
final class Work {
    /** So many are told by name. */
    static final int NAMED_MAX = 10_000;

    private static final int SHOWN_MAX = 20;

    private final int steps;
    private final List<Pending> named;
    private final Scan scan;
    private final AtomicInteger done = new AtomicInteger();

    /** @param named the first of its steps, about as they will be taken */
    @SuppressWarnings("MissingSummary") // the class says it
    Work(int steps, List<Pending> named, Scan scan) {
        this.steps = steps;
        this.named = named;
        this.scan = scan;
    }

    Scan scan() {
        return scan;
    }

    void done(int more) {
        done.addAndGet(more);
    }

    int doneSoFar() {
        return Math.min(done.get(), steps);
    }

    int steps() {
        return steps;
    }

    /** Some of those that are left. */
    List<Pending> next() {
        int from = Math.min(doneSoFar(), named.size());
        return named.subList(from, Math.min(named.size(), from + SHOWN_MAX));
    }
}
