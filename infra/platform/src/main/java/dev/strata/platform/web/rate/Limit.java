package dev.strata.platform.web.rate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One limit with a bucket for everybody whom it concerns. A bucket that nobody has asked for during a whole period is full
 * again, and can be forgotten; and there are never more than can be afforded.
 */
final class Limit {
    private static final long BUCKETS_MAX = 100_000;
    private static final long NANOS = Duration.ofSeconds(1).toNanos();

    private final String name;
    private final @Nullable Rate rate;
    private final Cache<String, Bucket> buckets;

    Limit(String name, String rate) {
        this.name = name;
        this.rate = Rate.parse(rate).orElse(null);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(BUCKETS_MAX)
                .expireAfterAccess(this.rate == null ? Duration.ZERO : this.rate.period())
                .build();
    }

    /**
     * What became of one request.
     *
     * @param retrySeconds when the next one would be taken
     * @param resetSeconds when as many would be taken as at first
     */
    record Verdict(Limit limit, boolean isTaken, long most, long remaining, long retrySeconds, long resetSeconds) {}

    Verdict take(String whom) {
        if (rate == null) {
            return new Verdict(this, true, Long.MAX_VALUE, Long.MAX_VALUE, 0, 0);
        }
        ConsumptionProbe probe = buckets.get(whom, _ -> rate.fullBucket()).tryConsumeAndReturnRemaining(1);
        return new Verdict(
                this,
                probe.isConsumed(),
                rate.count(),
                probe.getRemainingTokens(),
                seconds(probe.getNanosToWaitForRefill()),
                seconds(probe.getNanosToWaitForReset()));
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, NANOS);
    }

    boolean isOn() {
        return rate != null;
    }

    String name() {
        return name;
    }

    /** For people. */
    @Override
    public String toString() {
        return "%s: %s".formatted(name, rate);
    }
}
