package dev.strata.sync.webhook;

/** The feed, whose tables say who may see what, has not come as far as the webhook: try again later. */
final class FeedBehindException extends RuntimeException {
    FeedBehindException() {
        super("the change feed is behind the log");
    }
}
