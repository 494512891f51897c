package dev.strata.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the feed when a WebSocket says that there is more, and sometimes all the same. */
final class SocketFeed implements FeedLoop.Feed, Closeable {
    private static final String PROTOCOL = "strata.feed.v1";
    private static final int BEATS_MISSED = 3;

    /** Until a server has said how often it is heard. */
    private static final Duration SILENCE = Duration.ofSeconds(75);

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
        try {
            Changes changes = feed.read(cursor, 0);
            more = changes.hasMore();
            return changes;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** A new connection wakes at once. */
    private void await(int seconds) throws IOException {
        Wakes open = socket;
        if (open == null) {
            open = new Wakes(requests.transport());
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

    /** Takes wakes that come while nobody waits together. A server that says nothing for long is as good as gone. */
    private static final class Wakes implements WebSocket.Listener {
        private final Semaphore wakes = new Semaphore(0);
        private final StringBuilder text = new StringBuilder();
        private final Transport transport;
        private @Nullable WebSocket connection;
        private volatile long heardNanos = System.nanoTime();
        private volatile long silenceNanos = SILENCE.toNanos();
        private volatile @Nullable IOException end;

        Wakes(Transport transport) {
            this.transport = transport;
        }

        void await(int seconds) throws IOException {
            try {
                long silent = heardNanos + silenceNanos - System.nanoTime();
                boolean _ = wakes.tryAcquire(Math.min(TimeUnit.SECONDS.toNanos(seconds), silent), TimeUnit.NANOSECONDS);
                wakes.drainPermits();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for the feed");
            }
            IOException why = end;
            if (why != null) {
                throw why;
            }
            if (System.nanoTime() - heardNanos >= silenceNanos) {
                throw new IOException("the feed's connection is silent");
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                heard(transport.decode(text.toString(), JsonNode.class));
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        private void heard(JsonNode said) {
            heardNanos = System.nanoTime();
            switch (said.path("t").asString("")) {
                case "hb" -> {
                    // Nothing has happened.
                }
                case "bye" ->
                    ended(new ComeBackException(
                            Duration.ofMillis(said.path("retryAfterMs").asLong(0))));
                case "welcome" -> {
                    long beat = said.path("heartbeatMs").asLong(0);
                    silenceNanos = beat > 0 ? TimeUnit.MILLISECONDS.toNanos(beat * BEATS_MISSED) : silenceNanos;
                    wakes.release();
                }
                default -> wakes.release();
            }
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
            ended(new IOException("the feed's connection has ended: %d %s".formatted(status, reason)));
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            ended(new IOException("the feed's connection has broken", error));
        }

        /** The first reason counts: a server that says bye also closes. */
        private void ended(IOException why) {
            if (end == null) {
                end = why;
            }
            wakes.release();
        }
    }
}
