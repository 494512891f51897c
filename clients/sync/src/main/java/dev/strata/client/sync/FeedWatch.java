package dev.strata.client.sync;

import dev.strata.client.StrataClient;
import dev.strata.client.StrataProblem;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Rings when the server has something new, when it does not answer any more, and when it does again. */
final class FeedWatch implements AutoCloseable {
    private static final int WAIT_SECONDS = 25;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** What went wrong if it is not the server that says so. */
    private static final String AWAY = "away";

    private final StrataClient client;
    private final Alarm alarm;
    private final Duration pause;
    private final Alarm moved = new Alarm();
    private volatile @Nullable String cursor;
    private volatile boolean closed;
    private volatile boolean signedOut;

    /** What went wrong the last time, and has been rung for; null if nothing did. */
    private @Nullable String failure;

    private FeedWatch(StrataClient client, Alarm alarm, Duration pause) {
        this.client = client;
        this.alarm = alarm;
        this.pause = pause;
    }

    static FeedWatch start(StrataClient client, Alarm alarm) {
        return start(client, alarm, PAUSE);
    }

    /** With another pause, at most, after a failure. */
    static FeedWatch start(StrataClient client, Alarm alarm, Duration pause) {
        FeedWatch watch = new FeedWatch(client, alarm, pause);
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
                } else {
                    ask(from);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** After a failure the question does not wait for news, so that it is known soon that all is well again. */
    private void ask(String from) throws InterruptedException {
        try {
            boolean news = !client.changes(from, failure == null ? WAIT_SECONDS : 0)
                    .records()
                    .isEmpty();
            if (news || failure != null) {
                failure = null;
                alarm.ring();
            }
            if (news) {
                awaitMove(from);
            }
        } catch (StrataProblem e) {
            signedOut = e.status() == 401;
            failed(e.code());
        } catch (IOException e) {
            failed(AWAY);
        }
    }

    private void awaitMove(String from) throws InterruptedException {
        while (!closed && from.equals(cursor)) {
            moved.await(PAUSE);
        }
    }

    /** The next round meets it too, knows what to do, and says so; once is enough, for it tries again by itself. */
    private void failed(String what) throws InterruptedException {
        moved.await(Agent.spread(pause));
        if (!what.equals(failure)) {
            failure = what;
            alarm.ring();
        }
    }

    @Override
    public void close() {
        closed = true;
        moved.ring();
    }
}
