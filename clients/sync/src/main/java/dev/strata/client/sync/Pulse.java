package dev.strata.client.sync;

import java.time.Duration;

/** Does something now and then while bytes are on their way. What it throws ends the transfer. */
final class Pulse {
    static final Pulse NONE = new Pulse(() -> {});

    private static final long EVERY_NANOS = Duration.ofMillis(200).toNanos();

    private final Runnable deed;
    private volatile long latest = System.nanoTime() - EVERY_NANOS;

    Pulse(Runnable deed) {
        this.deed = deed;
    }

    /** Costs nothing; to be called as often as possible, by any thread. */
    void beat() {
        long now = System.nanoTime();
        if (now - latest >= EVERY_NANOS) {
            latest = now;
            deed.run();
        }
    }
}
