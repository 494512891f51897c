package dev.strata.benchmarks.feed;

import dev.strata.benchmarks.product.User;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Devices that are connected and hear nothing but that they still are. */
final class Crowd implements AutoCloseable {
    private static final int AT_ONCE = 16;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<WebSocket> sockets = new ArrayList<>();
    private final AtomicInteger lost = new AtomicInteger();
    private final User user;

    Crowd(User user) {
        this.user = user;
    }

    /** Returns when so many are connected. */
    void growTo(int count) throws IOException, InterruptedException {
        String token = user.signIn();
        URI address = URI.create(user.url().replaceFirst("^http", "ws") + "/v1/socket");
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<WebSocket>> opening = new ArrayList<>();
            for (int i = sockets.size(); i < count; i++) {
                opening.add(threads.submit(() -> open(address, token)));
            }
            for (Future<WebSocket> one : opening) {
                sockets.add(one.get());
            }
        } catch (ExecutionException e) {
            throw new IOException("a device cannot connect", e.getCause());
        }
    }

    private WebSocket open(URI address, String token) throws IOException {
        try {
            return client.newWebSocketBuilder()
                    .subprotocols("strata.feed.v1")
                    .header("Authorization", "Bearer " + token)
                    .buildAsync(address, new Silence())
                    .join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
    }

    private final class Silence implements WebSocket.Listener {
        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            lost.incrementAndGet();
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            lost.incrementAndGet();
        }
    }

    /** How many have lost their connection. */
    int lost() {
        return lost.get();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
