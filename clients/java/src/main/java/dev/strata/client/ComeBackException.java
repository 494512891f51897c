package dev.strata.client;

import java.io.IOException;
import java.time.Duration;

/** The server has ended a connection and said when to come back, to each of its clients something else. */
final class ComeBackException extends IOException {
    private final Duration after;

    ComeBackException(Duration after) {
        super("the server asks to come back in %d ms".formatted(after.toMillis()));
        this.after = after;
    }

    Duration after() {
        return after;
    }
}
