package dev.strata.client.sync;

/** What the client knows cannot be read or written: its disk is full, or broken. What is kept is as it was before. */
final class StateException extends RuntimeException {
    StateException(Throwable cause) {
        super("the state of the client cannot be read or written: " + cause.getMessage(), cause);
    }
}
