package dev.strata.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/** Reads the feed for ever. What ends it is thrown: a refusal, what the follower throws, an interruption. */
final class FeedLoop {
    private static final int WAIT_SECONDS = 30;

    private final Feed feed;
    private final FeedFollower follower;
    private final Pauses pauses;
    private int failures;

    /** Asks for changes, as {@link StrataClient#changes} does. */
    @FunctionalInterface
    interface Feed {
        Changes read(@Nullable String cursor, int waitSeconds) throws IOException;
    }

    FeedLoop(Feed feed, FeedFollower follower, Pauses pauses) {
        this.feed = feed;
        this.follower = follower;
        this.pauses = pauses;
    }

    void run(@Nullable String from) throws IOException {
        String cursor = from;
        while (true) {
            Changes changes = read(cursor);
            if (changes != null) {
                follower.changed(changes);
                cursor = changes.to();
            }
        }
    }

    /** Null if there was no answer. After a failure the first question does not wait, so that it tells soon whether all is well. */
    private @Nullable Changes read(@Nullable String cursor) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while following the feed");
        }
        try {
            Changes changes = feed.read(cursor, failures == 0 ? WAIT_SECONDS : 0);
            if (failures > 0) {
                failures = 0;
                follower.online();
            }
            return changes;
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            lost(e);
        } catch (StrataProblem e) {
            if (!e.retryable()) {
                throw e;
            }
            lost(new IOException(e.getMessage(), e));
        }
        return null;
    }

    private void lost(IOException reason) throws IOException {
        failures++;
        if (failures == 1) {
            follower.offline(reason);
        }
        if (reason instanceof ComeBackException asked) {
            pauses.asked(asked.after());
        } else {
            pauses.after(failures);
        }
    }
}
