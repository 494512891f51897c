package dev.strata.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waits for something to become true, so that no test guesses how long a sleep must be. */
public final class Await {
    private static final Duration PAUSE = Duration.ofMillis(5);

    private Await() {}

    /** What is waited for. A condition that throws does not hold yet. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /**
     * Returns as soon as the condition holds.
     *
     * @param description what is waited for, to be read after "not within 5s:"
     * @throws AssertionError when the deadline passes first; its cause is what the condition threw last, if it threw
     */
    public static void until(Duration deadline, String description, Condition condition) {
        long start = System.nanoTime();
        Throwable last = failure(condition);
        while (last != null) {
            if (System.nanoTime() - start >= deadline.toNanos()) {
                throw new AssertionError("not within %s: %s".formatted(readable(deadline), description), last);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting: " + description);
            }
            last = failure(condition);
        }
    }

    private static @Nullable Throwable failure(Condition condition) {
        try {
            return condition.holds() ? null : new AssertionError("the condition is false");
        } catch (Exception | AssertionError e) {
            return e;
        }
    }

    private static String readable(Duration deadline) {
        return deadline.toMillis() % 1000 == 0 ? deadline.toSeconds() + "s" : deadline.toMillis() + "ms";
    }
}
