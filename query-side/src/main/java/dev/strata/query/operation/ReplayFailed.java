package dev.strata.query.operation;

/** A replay cannot go on; the message is for the operator. */
final class ReplayFailed extends RuntimeException {
    ReplayFailed(String message) {
        super(message);
    }
}
