package dev.strata.storage.scrub;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How packs are verified.
 *
 * @param every from one reading of a pack to the next
 * @param again the same for a pack that was found damaged, or could not be read: a copy, or its store, may come back
 * @param rate bytes a second that are read at most, over all processes together
 */
@ConfigurationProperties("strata.scrub")
record ScrubSettings(
        @DefaultValue("30d") Duration every,
        @DefaultValue("1d") Duration again,
        @DefaultValue("4MB") DataSize rate) {
    /** What a pack counts at least, since asking for one is work, too. */
    static final long BYTES_LEAST = 256 << 10;

    private static final DataSize RATE_MIN = DataSize.ofKilobytes(1);

    ScrubSettings {
        if (rate.compareTo(RATE_MIN) < 0 || !every.isPositive() || !again.isPositive()) {
            throw new IllegalArgumentException(
                    "strata.scrub needs a rate of %s or more, and longer than no time between two readings"
                            .formatted(RATE_MIN));
        }
    }

    /** How long nothing is to be read after so many bytes, which took so long. */
    Duration rest(long bytes, Duration took) {
        long millis = Math.ceilDiv(Math.max(bytes, BYTES_LEAST) * 1000, rate.toBytes());
        Duration rest = Duration.ofMillis(millis).minus(took);
        return rest.isNegative() ? Duration.ZERO : rest;
    }
}
