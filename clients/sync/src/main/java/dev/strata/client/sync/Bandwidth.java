package dev.strata.client.sync;

import dev.strata.client.Progress;
import java.util.concurrent.TimeUnit;

/** Slows transfers in one direction down to so many bytes a second, all of them together. */
final class Bandwidth {
    private final long bytesPerSecond;
    private long freeAtNanos = System.nanoTime();

    /** @param bytesPerSecond 0 for as fast as it goes */
    @SuppressWarnings("MissingSummary") // the class says it
    Bandwidth(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** For one transfer. */
    Progress progress(Pulse pulse) {
        return new Progress() {
            private long before;

            @Override
            public void moved(long bytes, long total) {
                pulse.beat();
                long more = bytes - before;
                before = bytes;
                await(more);
            }

            @Override
            public void spared(long bytes) {
                before += bytes;
            }
        };
    }

    private void await(long bytes) {
        if (bytesPerSecond == 0 || bytes <= 0) {
            return;
        }
        long wait;
        synchronized (this) {
            long now = System.nanoTime();
            long from = Math.max(now, freeAtNanos);
            freeAtNanos = from + (long) (bytes * 1e9 / bytesPerSecond);
            wait = freeAtNanos - now;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
