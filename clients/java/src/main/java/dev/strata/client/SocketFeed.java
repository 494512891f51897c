package dev.strata.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads the feed when a WebSocket says that there is more, and sometimes all the same. */
final class SocketFeed implements FeedLoop.Feed, Closeable {
    private static final String PROTOCOL = "strata.feed.v1";

    private final Requests requests;
    private final FeedLoop.Feed feed;
    private @Nullable Wakes socket;
    private boolean more;

    /** @param feed what is read then */
    @SuppressWarnings("MissingSummary") // the type says it
    SocketFeed(Requests requests, FeedLoop.Feed feed) {
        this.requests = requests;
        this.feed = feed;
    }

    @Override
    public Changes read(@Nullable String cursor, int waitSeconds) throws IOException {
        if (waitSeconds > 0 && !more) {
            await(waitSeconds);
        }
        Changes changes = feed.read(cursor, 0);
        more = changes.hasMore();
        return changes;
    }

    /** A new connection wakes at once. */
    private void await(int seconds) throws IOException {
        Wakes open = socket;
        if (open == null) {
            open = new Wakes();
            open.connection = requests.transport()
                    .socket(requests.base().resolve("/v1/socket"), requests.session(), PROTOCOL, open);
            socket = open;
        }
        try {
            open.await(seconds);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        if (socket != null && socket.connection != null) {
            socket.connection.abort();
        }
        socket = null;
    }

    /** Takes wakes that come while nobody waits together. */
    private static final class Wakes implements WebSocket.Listener {
        private final Semaphore wakes = new Semaphore(0);
        private final StringBuilder text = new StringBuilder();
        private @Nullable WebSocket connection;
        private volatile @Nullable String end;

        void await(int seconds) throws IOException {
            try {
                boolean _ = wakes.tryAcquire(seconds, TimeUnit.SECONDS);
                wakes.drainPermits();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for the feed");
            }
            if (end != null) {
                throw new IOException("the feed's connection has ended: " + end);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                if (!text.toString().contains("\"t\":\"hb\"")) {
                    wakes.release();
                }
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
            ended(status + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            ended(error.toString());
        }

        private void ended(String how) {
            end = how;
            wakes.release();
        }
    }
}
