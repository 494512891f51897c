package dev.strata.benchmarks.feed;

import dev.strata.benchmarks.product.User;
import dev.strata.client.Changes;
import dev.strata.client.StrataClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A device that is woken over its socket, pulls what has changed, and fetches the bytes. */
final class Device implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Semaphore woken = new Semaphore(0);
    private final StrataClient client;
    private volatile String ended = "open";
    private String cursor;

    Device(User user) throws IOException, InterruptedException {
        client = user.client();
        cursor = client.changes("latest", 0).to();
        http.newWebSocketBuilder()
                .subprotocols("strata.feed.v1")
                .header("Authorization", "Bearer " + user.signIn())
                .buildAsync(URI.create(user.url().replaceFirst("^http", "ws") + "/v1/socket"), new Wakes())
                .join();
    }

    private final class Wakes implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        /** A message comes in two parts where the buffer of the connection ends. */
        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            message.append(text);
            if (last && message.indexOf("\"wake\"") >= 0) {
                woken.release();
            }
            if (last) {
                message.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            ended = "closed with %d %s".formatted(status, reason);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            ended = error.toString();
        }
    }

    /** The bytes of a file once this device has learnt of that version of it. */
    byte[] await(String nodeId, long version, String path) throws IOException, InterruptedException {
        while (!isIn(changes(), nodeId, version)) {
            if (!woken.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the device was not woken; its connection: " + ended);
            }
            woken.drainPermits();
        }
        client.mustSee(nodeId, version);
        return fetch(path);
    }

    private Changes changes() throws IOException {
        Changes changes = client.changes(cursor, 0);
        cursor = changes.to();
        return changes;
    }

    private static boolean isIn(Changes changes, String nodeId, long version) {
        return changes.records().stream()
                .anyMatch(record -> record.nodeId().equals(nodeId) && record.version() >= version);
    }

    byte[] fetch(String path) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        client.download(path, bytes, (_, _) -> {});
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
