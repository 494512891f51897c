package dev.strata.storage.gc;

import dev.strata.storage.gc.CollectionReport.State;

/** A collection cannot go on; the next one does what it has left. */
final class CollectionEnded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final State state;

    CollectionEnded(State state, String reason) {
        super(reason);
        this.state = state;
    }

    State state() {
        return state;
    }
}
