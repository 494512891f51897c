package dev.strata.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waits longer after each failure that follows another, and never as long as all the others. */
@FunctionalInterface
interface Pauses {
    Duration FIRST = Duration.ofSeconds(1);
    Duration LONGEST = Duration.ofMinutes(1);

    Pauses REAL = failures -> {
        long longest = upTo(failures).toMillis();
        sleep(longest / 2 + RandomGenerator.getDefault().nextLong(longest / 2 + 1));
    };

    /** @param failures in a row, this one included */
    @SuppressWarnings("MissingSummary") // the type says it
    void after(int failures) throws IOException;

    /** As long as the server has asked for, within reason. */
    default void asked(Duration pause) throws IOException {
        sleep(Math.min(pause.toMillis(), LONGEST.toMillis()));
    }

    private static void sleep(long millis) throws InterruptedIOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted in a pause");
        }
    }

    static Duration upTo(int failures) {
        Duration pause = FIRST.multipliedBy(1L << Math.min(failures - 1, 10));
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
