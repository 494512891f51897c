package dev.strata.sync.feed;

/** The feed is being read anew from the log and cannot tell yet. */
public class FeedRebuildingException extends RuntimeException {
    FeedRebuildingException() {
        super("The feed is being rebuilt from the event log. Try again shortly.");
    }
}
