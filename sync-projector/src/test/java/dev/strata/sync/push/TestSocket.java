package dev.strata.sync.push;

import dev.strata.sync.SyncServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JDK's WebSocket client, with what it has received. */
final class TestSocket implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int DEADLINE_SECONDS = 10;

    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final AtomicInteger wakes = new AtomicInteger();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private @Nullable WebSocket socket;

    private TestSocket() {}

    static TestSocket open(SyncServer server, String token, @Nullable String protocol) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        if (protocol != null) {
            builder.subprotocols(protocol);
        }
        return open(builder, server, token);
    }

    /** As a page of this origin does it. */
    static TestSocket openFrom(String origin, SyncServer server, String token) {
        return open(
                HTTP.newWebSocketBuilder().subprotocols(FeedSockets.PROTOCOL).header("Origin", origin), server, token);
    }

    private static TestSocket open(WebSocket.Builder builder, SyncServer server, String token) {
        TestSocket listener = new TestSocket();
        builder.header("Authorization", "Bearer " + token);
        listener.socket = builder.buildAsync(URI.create(server.url("ws") + "/v1/socket"), listener)
                .orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .join();
        return listener;
    }

    /** The next message of this kind; others are passed over. */
    JsonNode next(String kind) {
        try {
            JsonNode message = messages.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
            while (message != null && !message.path("t").asString().equals(kind)) {
                message = messages.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
            }
            if (message == null) {
                throw new AssertionError("no message of kind " + kind);
            }
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    int received(String kind) {
        return kind.equals("wake")
                ? wakes.get()
                : (int) messages.stream()
                        .filter(message -> message.path("t").asString().equals(kind))
                        .count();
    }

    int closeCode() {
        return closeCode.orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS).join();
    }

    String protocol() {
        return socket.getSubprotocol();
    }

    void send(String text) {
        socket.sendText(text, true).join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            JsonNode message = JSON.readTree(partial.toString());
            partial.setLength(0);
            if (message.path("t").asString().equals("wake")) {
                wakes.incrementAndGet();
            }
            messages.add(message);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closeCode.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closeCode.completeExceptionally(error);
    }

    @Override
    public void close() {
        hangUp();
    }

    void hangUp() {
        if (!socket.isOutputClosed()) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "")
                    .exceptionally(_ -> null)
                    .join();
        }
    }
}
