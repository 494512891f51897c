package dev.strata.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends requests and turns refusals into {@link StrataProblem}. A request is sent again only if that cannot do anything
 * twice: reads, and commands with an {@code Idempotency-Key}.
 */
final class Transport {
    private static final int TRIES_MAX = 4;
    private static final Duration PAUSE_MAX = Duration.ofSeconds(5);
    private static final int PROBLEM_BYTES_MAX = 1 << 20;

    /**
     * For so long a server may take to answer a read, and say nothing in the middle of a body: whoever only listens is not
     * told that a connection is lost.
     */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Of that for a command, which may have much to do. */
    private static final int COMMAND_TIMES = 5;

    /** Bytes a second; what takes longer than that to send counts as lost. */
    private static final long SLOWEST = 8 << 10;

    /** Members that a newer server adds are nobody's business here. */
    private final JsonMapper json = JsonMapper.builder()
            .disable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final Connections connections = new Connections();
    private final Duration patience;

    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();

    Transport() {
        this(PATIENCE);
    }

    /** With another patience than that for servers of people. */
    Transport(Duration patience) {
        this.patience = patience;
    }

    Traffic traffic() {
        return new Traffic(sent.sum(), received.sum());
    }

    byte[] encode(Object body) {
        return json.writeValueAsBytes(body);
    }

    <T> T decode(String text, Class<T> type) {
        return json.readValue(text, type);
    }

    /** Opens a WebSocket at the address that is told as one of HTTP. */
    WebSocket socket(URI address, Session session, String protocol, WebSocket.Listener listener) throws IOException {
        try {
            return connections
                    .to(address)
                    .newWebSocketBuilder()
                    .header("Authorization", session.authorization())
                    .subprotocols(protocol)
                    .connectTimeout(Connections.TIMEOUT)
                    .buildAsync(URI.create(address.toString().replaceFirst("http", "ws")), listener)
                    .get();
        } catch (ExecutionException e) {
            throw new IOException("no feed connection: " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw interrupted(address);
        }
    }

    <T> T read(HttpRequest request, Class<T> type) throws IOException {
        try (InputStream body = send(request).body()) {
            return json.readValue(body, type);
        } catch (JacksonIOException e) {
            IOException lost = Objects.requireNonNull(e.getCause());
            throw lost.getCause() instanceof InterruptedException ? interrupted(request.uri()) : lost;
        }
    }

    <T> Page<T> page(HttpRequest request, Class<T> item) throws IOException {
        JsonNode page = read(request, JsonNode.class);
        List<T> items = page.path("items")
                .valueStream()
                .map(value -> json.treeToValue(value, item))
                .toList();
        JsonNode next = page.path("nextCursor");
        return new Page<>(items, next.isString() ? next.asString() : null);
    }

    void run(HttpRequest request) throws IOException {
        try (InputStream body = send(request).body()) {
            body.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Writes what comes to {@code target} and answers its SHA-256, compared with what was announced. */
    String receive(HttpRequest request, OutputStream target, Progress progress) throws IOException {
        HttpResponse<InputStream> answer = send(request);
        long total = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
        try (InputStream bytes = answer.body()) {
            String digest = Digests.copy(bytes, target, total, progress);
            String announced = answer.headers().firstValue("Repr-Digest").orElse(Digests.field(digest));
            if (!announced.equals(Digests.field(digest))) {
                throw new IOException("damaged on the way: received %s, announced %s".formatted(digest, announced));
            }
            return digest;
        }
    }

    /** The answer, if it is a success or a redirect. The caller closes its body. */
    HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        boolean repeatable = request.method().equals("GET")
                || request.headers().firstValue("Idempotency-Key").isPresent();
        for (int left = repeatable ? TRIES_MAX : 1; ; left--) {
            try {
                HttpResponse<InputStream> response = exchange(request);
                if (response.statusCode() < 400) {
                    return response;
                }
                StrataProblem problem = problem(response);
                if (left == 1 || !problem.retryable()) {
                    throw problem;
                }
                pause(response.headers().firstValueAsLong("Retry-After").orElse(1), request.uri());
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                if (left == 1) {
                    throw e;
                }
                pause(1, request.uri());
            }
        }
    }

    private StrataProblem problem(HttpResponse<InputStream> response) throws IOException {
        try (InputStream body = response.body()) {
            return StrataProblem.of(response.statusCode(), response, body.readNBytes(PROBLEM_BYTES_MAX), json);
        }
    }

    private HttpResponse<InputStream> exchange(HttpRequest request) throws IOException {
        request.bodyPublisher().ifPresent(body -> sent.add(Math.max(0, body.contentLength())));
        CompletableFuture<HttpResponse<InputStream>> answer =
                connections.to(request.uri()).sendAsync(request, counting());
        try {
            return answer.get(patience(request).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException lost ? lost : new IOException(e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new HttpTimeoutException("the server does not answer");
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw interrupted(request.uri());
        }
    }

    private BodyHandler<InputStream> counting() {
        return _ -> BodySubscribers.mapping(
                BodySubscribers.ofInputStream(), body -> new CountedStream(body, received, patience));
    }

    private Duration patience(HttpRequest request) {
        long bytes = request.bodyPublisher().map(BodyPublisher::contentLength).orElse(0L);
        return request.method().equals("GET")
                ? patience
                : patience.multipliedBy(COMMAND_TIMES).plusSeconds(Math.max(0, bytes) / SLOWEST);
    }

    private static void pause(long seconds, URI uri) throws InterruptedIOException {
        try {
            Thread.sleep(Math.clamp(seconds * 1000, 0, PAUSE_MAX.toMillis()));
        } catch (InterruptedException e) {
            throw interrupted(uri);
        }
    }

    private static InterruptedIOException interrupted(URI uri) {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while waiting for " + uri);
    }
}
