package dev.strata.client.sync;

/** What was planned does not fit what is there any more. Nothing was changed; the next round plans anew. */
final class OutdatedException extends RuntimeException {
    OutdatedException(String message) {
        super(message);
    }
}
