package dev.strata.storage.memory;

import dev.strata.platform.web.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Bounds the memory that bytes in flight take, over all requests: whoever wants buffers reserves them first, and waits
 * his turn. Those who wait too long are told to come back.
 */
public final class MemoryBudget {
    private static final int UNIT_BYTES = 1024;

    private final Semaphore units;
    private final int capacity;
    private final Duration wait;

    /**
     * @param name of the budget, in metrics
     * @param wait how long anybody waits
     */
    public MemoryBudget(String name, long bytes, Duration wait, MeterRegistry meters) {
        this.capacity = Math.toIntExact(bytes / UNIT_BYTES);
        this.units = new Semaphore(capacity, true);
        this.wait = wait;
        meters.gauge("strata.memory.reserved", Tags.of("budget", name), this, MemoryBudget::reservedBytes);
    }

    /** Waits for the memory; first come, first served. */
    public Reservation reserve(long bytes) {
        int wanted = units(bytes);
        if (wanted > capacity) {
            throw new IllegalArgumentException(
                    "%d bytes are more than the whole budget of %d".formatted(bytes, (long) capacity * UNIT_BYTES));
        }
        try {
            if (units.tryAcquire(wanted, wait.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Reservation(units, wanted);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ProblemException(
                        HttpStatus.SERVICE_UNAVAILABLE, "busy", "Too many transfers are under way. Try again shortly.")
                .withHeader(HttpHeaders.RETRY_AFTER, "2");
    }

    /** Memory that is good to have: only while nobody waits and half of the budget stays free. */
    public Optional<Reservation> reserveSpare(long bytes) {
        int wanted = units(bytes);
        if (units.hasQueuedThreads() || units.availablePermits() - wanted < capacity / 2 || !units.tryAcquire(wanted)) {
            return Optional.empty();
        }
        return Optional.of(new Reservation(units, wanted));
    }

    public long reservedBytes() {
        return (long) (capacity - units.availablePermits()) * UNIT_BYTES;
    }

    private static int units(long bytes) {
        return Math.toIntExact(Math.ceilDiv(bytes, UNIT_BYTES));
    }
}
