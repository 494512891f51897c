package dev.strata.client.sync;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes whoever waits for something to do. */
final class Alarm {
    private final Semaphore rung = new Semaphore(0);

    void ring() {
        rung.release();
    }

    /** Answers whether it rang within this time. */
    boolean await(Duration longest) throws InterruptedException {
        boolean woken = rung.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
        rung.drainPermits();
        return woken;
    }

    /** Returns when it has not rung for this time, or at last after the longest one: some files are always written to. */
    void settle(Duration quiet, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (System.nanoTime() < end && await(quiet)) {
            rung.drainPermits();
        }
    }
}
