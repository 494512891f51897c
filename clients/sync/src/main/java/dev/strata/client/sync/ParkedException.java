package dev.strata.client.sync;

/** The server takes no changes of this device until somebody releases it, and has changed nothing. */
final class ParkedException extends RuntimeException {
    ParkedException(String message) {
        super(message);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
