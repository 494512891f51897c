package dev.strata.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.strata.kernel.content.ChunkId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plays a space that takes chunks, several bodies at a time, and knows which have arrived. */
final class ChunkServer implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;
    private static final int DIGEST_BYTES = 32;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final JsonMapper json = JsonMapper.builder().build();
    private final List<ChunkId> arrived = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicInteger bodies = new AtomicInteger();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private volatile CountDownLatch enough = new CountDownLatch(0);
    private volatile int welcome = Integer.MAX_VALUE;
    private volatile boolean losing;

    ChunkServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    void answersOnceThereAreTwo() {
        enough = new CountDownLatch(2);
    }

    /** So many bodies are taken from now on, in all. */
    void refusesAfter(int count) {
        bodies.set(0);
        welcome = count;
    }

    void losesTheFirstBody() {
        losing = true;
    }

    /** Each as often as it has. */
    List<ChunkId> arrived() {
        return List.copyOf(arrived);
    }

    int mostAtOnce() {
        return most.get();
    }

    int questions() {
        return questions.get();
    }

    /** Those of somebody who is signed in here. */
    Contents contents() throws IOException {
        StrataClient client = new StrataClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
        client.signIn("anna", "secret", null);
        return client.contents();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            switch (exchange.getRequestURI().getPath()) {
                case "/v1/tokens" ->
                    answer(exchange, 200, "{\"accessToken\":\"a\",\"refreshToken\":\"r\",\"expiresIn\":900}");
                case "/v1/chunks/missing" -> answer(exchange, 200, missing(json.readTree(body)));
                case "/v1/chunks" -> take(exchange, body);
                default -> answer(exchange, 201, "{\"manifestId\":\"m1\",\"size\":1,\"receipt\":\"signed\"}");
            }
        }
    }

    private String missing(JsonNode question) {
        questions.incrementAndGet();
        return question.path("ids")
                .valueStream()
                .map(JsonNode::asString)
                .filter(id -> arrived().stream().noneMatch(known -> known.hex().equals(id)))
                .map("\"%s\""::formatted)
                .collect(Collectors.joining(",", "{\"missing\":[", "]}"));
    }

    private void take(HttpExchange exchange, byte[] body) throws IOException {
        int count = bodies.incrementAndGet();
        if (losing && count == 1) {
            return;
        }
        if (count > welcome) {
            answer(exchange, 403, "{\"code\":\"enough\"}");
            return;
        }
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        await();
        now.decrementAndGet();
        note(ByteBuffer.wrap(body));
        answer(exchange, 200, "{}");
    }

    private void await() {
        enough.countDown();
        try {
            enough.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(ByteBuffer frames) {
        while (frames.hasRemaining()) {
            frames.position(frames.position() + DIGEST_BYTES);
            byte[] content = new byte[frames.getInt()];
            frames.get(content);
            arrived.add(ChunkId.ofBytes(content));
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
