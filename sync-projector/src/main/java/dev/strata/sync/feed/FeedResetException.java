package dev.strata.sync.feed;

/** The reader cannot go on from this cursor and must begin again with a snapshot. */
public class FeedResetException extends RuntimeException {
    private final String reason;
    private final String resync;

    private FeedResetException(String reason, String resync, String message) {
        super(message);
        this.reason = reason;
        this.resync = resync;
    }

    /** The cursor is of another life of the feed: what the reader has may never have been in this one. */
    static FeedResetException epoch() {
        return new FeedResetException(
                "epoch", "keep-both", "The feed has begun anew. Take a snapshot and keep what it does not know.");
    }

    /** Tombstones that the reader has not seen are gone: what the snapshot lacks was deleted. */
    static FeedResetException expired() {
        return new FeedResetException(
                "expired", "server-wins", "This cursor is too old. Take a snapshot and drop what it does not know.");
    }

    /** {@code epoch}, {@code expired} or {@code access}. */
    public String reason() {
        return reason;
    }

    /** What to do with what the reader has and the snapshot lacks: {@code keep-both} or {@code server-wins}. */
    public String resync() {
        return resync;
    }
}
