package dev.strata.client.sync;

/** The session has ended: whoever wants to go on must sign in again. */
final class SignedOutException extends RuntimeException {
    SignedOutException(String message) {
        super(message);
    }
}
