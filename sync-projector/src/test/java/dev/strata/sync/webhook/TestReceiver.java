package dev.strata.sync.webhook;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real receiver of webhooks: every path is one of its own, takes everything until told otherwise, and remembers it. */
public final class TestReceiver implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();

    private TestReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public static TestReceiver start() {
        return new TestReceiver();
    }

    /** What a path does with a request. */
    public interface Behaviour {
        void answer(Exchange exchange) throws IOException;
    }

    /** A request, and whether it was taken. */
    public record Received(
            String path, String id, String timestamp, String signature, String mediaType, String body, boolean taken) {
        public JsonNode json() {
            return JSON.readTree(body);
        }

        public String text(String member) {
            return json().at("/" + member).asString();
        }

        public long version() {
            return json().at("/data/version").asLong();
        }
    }

    /** A request that waits for its answer. */
    public static final class Exchange {
        private final HttpExchange exchange;
        private final JsonNode body;
        private final IntConsumer remember;

        private Exchange(HttpExchange exchange, JsonNode body, IntConsumer remember) {
            this.exchange = exchange;
            this.body = body;
            this.remember = remember;
        }

        public String id() {
            return body.path("id").asString();
        }

        public String type() {
            return body.path("type").asString();
        }

        public String subject() {
            return body.path("subject").asString();
        }

        public void status(int code) throws IOException {
            answer(code, -1);
        }

        public void later(int code, int seconds) throws IOException {
            exchange.getResponseHeaders().set("Retry-After", Integer.toString(seconds));
            status(code);
        }

        public void redirect(String to) throws IOException {
            exchange.getResponseHeaders().set("Location", to);
            status(302);
        }

        public void endless() throws IOException {
            answer(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (true) {
                    out.write(new byte[1_000]);
                }
            }
        }

        /** Remembered before it is answered: whoever has the answer finds the request here. */
        private void answer(int code, long length) throws IOException {
            remember.accept(code);
            exchange.sendResponseHeaders(code, length);
        }
    }

    private void handle(HttpExchange http) throws IOException {
        try (http) {
            String path = http.getRequestURI().getPath();
            String text = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            JsonNode body = JSON.readTree(text);
            Headers headers = http.getRequestHeaders();
            IntConsumer remember = status -> received.add(new Received(
                    path,
                    headers.getFirst("webhook-id"),
                    headers.getFirst("webhook-timestamp"),
                    headers.getFirst("webhook-signature"),
                    headers.getFirst("Content-Type"),
                    text,
                    status / 100 == 2));
            behaviours.getOrDefault(path, request -> request.status(204)).answer(new Exchange(http, body, remember));
        }
    }

    public void answer(String path, Behaviour behaviour) {
        behaviours.put(path, behaviour);
    }

    public String url(String path) {
        return "http://127.0.0.1:%d%s".formatted(port(), path);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public List<Received> taken(String path) {
        return received.stream()
                .filter(request -> request.path().equals(path) && request.taken())
                .toList();
    }

    public long requests(String path) {
        return received.stream().filter(request -> request.path().equals(path)).count();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
