package dev.strata.command.link;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.strata.kernel.id.LinkId;
import dev.strata.platform.web.ProblemException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Slows down whoever guesses the password of a link: from one address soon, from many later. Counted before the look,
 * so that many at once are no way around. What it remembers is bounded, and forgotten after a while.
 */
@Component
class Guesses {
    static final int FROM_ADDRESS_MAX = 10;
    static final int FROM_ALL_MAX = 200;

    private static final Duration WHILE = Duration.ofMinutes(10);
    private static final int KNOWN_MAX = 100_000;

    private final Cache<Source, AtomicInteger> counts =
            Caffeine.newBuilder().expireAfterWrite(WHILE).maximumSize(KNOWN_MAX).build();

    private record Source(LinkId link, String address) {}

    /** Takes one guess from those that are left; a 429 problem if none is. */
    void take(LinkId link, String address) {
        if (count(link, address).incrementAndGet() > FROM_ADDRESS_MAX
                || count(link, "").incrementAndGet() > FROM_ALL_MAX) {
            throw new ProblemException(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "too-many-guesses",
                            "Too many wrong passwords. Try again in %d minutes.".formatted(WHILE.toMinutes()))
                    .withHeader("Retry-After", Long.toString(WHILE.toSeconds()));
        }
    }

    /** It was right: no guess at all. */
    void giveBack(LinkId link, String address) {
        count(link, address).decrementAndGet();
        count(link, "").decrementAndGet();
    }

    private AtomicInteger count(LinkId link, String address) {
        return counts.get(new Source(link, address), _ -> new AtomicInteger());
    }
}
