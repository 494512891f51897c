package dev.strata.client.feed;

import org.jspecify.annotations.Nullable;

/** The feed has told what it must not. */
final class FeedFault extends RuntimeException {
    FeedFault(String message) {
        super(message);
    }

    /** Refuses what was found beside what is known. */
    static void unless(boolean right, String wrong, @Nullable Object found, @Nullable Object known) {
        if (!right) {
            throw new FeedFault("%s: %s, after %s".formatted(wrong, found, known));
        }
    }
}
