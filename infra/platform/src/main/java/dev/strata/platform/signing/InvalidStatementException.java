package dev.strata.platform.signing;

/** A statement that must not be believed: expired, altered, or signed for something else. */
public class InvalidStatementException extends Exception {
    private final boolean expired;

    InvalidStatementException(boolean expired, String message, Throwable cause) {
        super(message, cause);
        this.expired = expired;
    }

    /** True if it was genuine once. */
    public boolean expired() {
        return expired;
    }
}
