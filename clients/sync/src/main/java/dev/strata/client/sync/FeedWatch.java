package dev.strata.client.sync;

import dev.strata.client.StrataClient;
import dev.strata.client.StrataProblem;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Rings when the server has something new. */
final class FeedWatch implements AutoCloseable {
    private static final int WAIT_SECONDS = 25;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final StrataClient client;
    private final Alarm alarm;
    private final Alarm moved = new Alarm();
    private volatile @Nullable String cursor;
    private volatile boolean closed;
    private volatile boolean signedOut;

    private FeedWatch(StrataClient client, Alarm alarm) {
        this.client = client;
        this.alarm = alarm;
    }

    static FeedWatch start(StrataClient client, Alarm alarm) {
        FeedWatch watch = new FeedWatch(client, alarm);
        Thread.ofPlatform().name("feed").daemon().start(watch::run);
        return watch;
    }

    /** What has been read, so that only what comes after it is news. */
    void from(@Nullable String read) {
        cursor = read;
        moved.ring();
    }

    /** Also while nobody makes rounds it is heard that the session has ended. */
    void requireSignedIn() {
        if (signedOut) {
            throw new SignedOutException("The session has ended.");
        }
    }

    private void run() {
        try {
            while (!closed) {
                String from = cursor;
                if (from == null) {
                    moved.await(PAUSE);
                } else if (hasNews(from)) {
                    alarm.ring();
                    awaitMove(from);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitMove(String from) throws InterruptedException {
        while (!closed && from.equals(cursor)) {
            moved.await(PAUSE);
        }
    }

    private boolean hasNews(String from) throws InterruptedException {
        try {
            return !client.changes(from, WAIT_SECONDS).records().isEmpty();
        } catch (StrataProblem e) {
            signedOut = e.status() == 401;
            moved.await(Agent.spread(PAUSE)); // The next round meets it too, and knows what to do.
            return true;
        } catch (IOException e) {
            moved.await(Agent.spread(PAUSE));
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        moved.ring();
    }
}
