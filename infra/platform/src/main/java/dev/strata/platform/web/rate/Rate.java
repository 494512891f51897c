package dev.strata.platform.web.rate;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;

/** So many at once, and as many again in every period. */
record Rate(long count, Duration period) {
    private static final String NONE = "off";
    private static final Pattern SYNTAX = Pattern.compile("([1-9][0-9]{0,8})/(\\w+)");

    /** The rate in {@code 600/1m}; none in {@code off}. */
    static Optional<Rate> parse(String text) {
        if (text.equals(NONE)) {
            return Optional.empty();
        }
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a rate such as 600/1m, nor %s: %s".formatted(NONE, text));
        }
        return Optional.of(new Rate(Long.parseLong(matcher.group(1)), DurationStyle.detectAndParse(matcher.group(2))));
    }

    Bucket fullBucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(count).refillGreedy(count, period))
                .withNanosecondPrecision()
                .build();
    }

    @Override
    public String toString() {
        return "%d in %s".formatted(count, period);
    }
}
