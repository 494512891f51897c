package dev.strata.storage.memory;

import java.util.concurrent.Semaphore;

/** Memory that is somebody's until he closes this, once. */
public final class Reservation implements AutoCloseable {
    private final Semaphore units;
    private int held;

    Reservation(Semaphore units, int held) {
        this.units = units;
        this.held = held;
    }

    @Override
    public void close() {
        units.release(held);
        held = 0;
    }
}
