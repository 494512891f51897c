package dev.strata.client.sync;

/** The server cannot go on from the cursor: the feed must be read from its beginning. */
final class FeedResetException extends RuntimeException {
    private final boolean serverWins;

    /**
     * Why, and what follows from it.
     *
     * @param serverWins whether what the server does not show any more was deleted there; else it may never have known it
     */
    FeedResetException(String message, boolean serverWins) {
        super(message);
        this.serverWins = serverWins;
    }

    boolean serverWins() {
        return serverWins;
    }
}
