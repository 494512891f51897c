package dev.strata.client.sync;

/** One of the two folders is not there. Nothing is done then, least of all to the other. */
final class RootGoneException extends RuntimeException {
    RootGoneException(String message) {
        super(message);
    }
}
