package dev.strata.standalone.postgres;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for other processes, of which one cannot be told when they are ready. */
final class Patience {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Patience() {}

    /** Whether the condition came to hold before the deadline. */
    static boolean until(Duration deadline, BooleanSupplier condition) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > deadline.toNanos()) {
                return false;
            }
            Thread.sleep(PAUSE);
        }
        return true;
    }
}
