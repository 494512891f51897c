package dev.strata.sync.feed;

/** What was given is no cursor, or not one of this reader. */
public class InvalidCursorException extends RuntimeException {
    InvalidCursorException() {
        this(null);
    }

    InvalidCursorException(@org.jspecify.annotations.Nullable Throwable cause) {
        super(
                "This is not a cursor of yours. Use one that /v1/changes gave you, or none to begin with a snapshot.",
                cause);
    }
}
