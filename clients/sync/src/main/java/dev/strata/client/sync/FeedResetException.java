package dev.strata.client.sync;

/** The server cannot go on from the cursor: the feed must be read from its beginning. */
final class FeedResetException extends RuntimeException {
    FeedResetException(String message) {
        super(message);
    }
}
