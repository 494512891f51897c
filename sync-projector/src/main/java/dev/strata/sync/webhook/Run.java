package dev.strata.sync.webhook;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What several deliveries of one webhook that run side by side have in common. */
final class Run {
    private final AtomicInteger failures;
    private final AtomicReference<@Nullable Attempt> last = new AtomicReference<>();
    private final AtomicReference<@Nullable String> disabled = new AtomicReference<>();
    private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    Run(Webhook webhook) {
        this.failures = new AtomicInteger(webhook.failures());
    }

    void tried(Attempt attempt, boolean taken) {
        if (taken) {
            failures.set(0);
        }
        last.set(attempt);
        attempts.add(attempt);
    }

    /** Those that are not written yet. */
    List<Attempt> takeAttempts() {
        List<Attempt> taken = List.copyOf(attempts);
        attempts.clear();
        return taken;
    }

    /** How many there are in a row now. */
    int failed() {
        int count = failures.incrementAndGet();
        stopped |= count >= Webhook.FAILURES_OPEN;
        return count;
    }

    void disable(String reason) {
        disabled.set(reason);
        stop();
    }

    void stop() {
        stopped = true;
    }

    /** Whether nothing more may be sent. */
    boolean stopped() {
        return stopped;
    }

    int failures() {
        return failures.get();
    }

    @Nullable
    Attempt last() {
        return last.get();
    }

    @Nullable
    String disabled() {
        return disabled.get();
    }
}
