package dev.strata.sync.webhook;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * How long to wait after a failure: any time up to twice what it was after the one before, so that those who failed
 * together do not come back together.
 */
@Component
class Backoff {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration ASKED_LONGEST = Duration.ofHours(6);
    private static final int DOUBLINGS_MAX = 20;

    private final Duration first;
    private final Duration giveUpAfter;

    Backoff(
            @Value("${strata.webhooks.retry-first}") Duration first,
            @Value("${strata.webhooks.give-up-after}") Duration giveUpAfter) {
        this.first = first;
        this.giveUpAfter = giveUpAfter;
    }

    /** @param asked what the receiver asked for, obeyed up to some hours */
    @SuppressWarnings("MissingSummary")
    Duration after(int failures, @Nullable Duration asked) {
        Duration longest = shorter(first.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS_MAX)), LONGEST);
        Duration own = Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest.toMillis() + 1));
        return asked == null || own.compareTo(asked) > 0 ? own : shorter(asked, ASKED_LONGEST);
    }

    boolean enough(Duration failing) {
        return failing.compareTo(giveUpAfter) > 0;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
