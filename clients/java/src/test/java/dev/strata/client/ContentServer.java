package dev.strata.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.strata.kernel.content.ManifestEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Plays a server that has one content, tells where it is cut, and counts how it is asked for bytes. */
final class ContentServer implements AutoCloseable {
    private static final String PART = "%s--b\r\nContent-Type: x/y\r\nContent-Range: bytes %d-%d/*\r\n\r\n";

    private final HttpServer server;
    private final byte[] content;
    private final CutFile cut;
    private final List<String> ranges = new ArrayList<>();
    private final List<String> questions = new ArrayList<>();
    private final List<String> manifests = new ArrayList<>();
    private boolean gone;
    private int tickets;
    private int ticketsRefused;
    private boolean old;
    private Runnable before = () -> {};

    /** @param cut the content, as it is cut */
    @SuppressWarnings("MissingSummary")
    ContentServer(byte[] content, CutFile cut) throws IOException {
        this.content = content;
        this.cut = cut;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    void tellsNobodyOfChunks() {
        old = true;
    }

    /** The first of its tickets expire before they are used for bytes. */
    void refusesTickets(int count) {
        ticketsRefused = count;
    }

    /** What it has must be named chunk by chunk. */
    void takesNothingByAnother() {
        gone = true;
    }

    /** Which chunks it was asked for whether it has them: it has all. */
    List<String> questions() {
        return List.copyOf(questions);
    }

    /** What it was told of contents. */
    List<String> manifests() {
        return List.copyOf(manifests);
    }

    void beforeItSendsBytes(Runnable what) {
        before = what;
    }

    /** Of each question for bytes. */
    List<String> ranges() {
        return List.copyOf(ranges);
    }

    /** Somebody who is signed in here. */
    StrataClient client() throws IOException {
        StrataClient client = new StrataClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
        client.signIn("anna", "secret", null);
        return client;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            switch (exchange.getRequestURI().getPath()) {
                case "/v1/tokens" ->
                    answer(exchange, 200, "{\"accessToken\":\"a\",\"refreshToken\":\"r\",\"expiresIn\":900}");
                case "/v1/files/f1/content" -> {
                    exchange.getResponseHeaders().set("Location", "/v1/manifests/m1/content?ticket=t" + ++tickets);
                    exchange.sendResponseHeaders(307, -1);
                }
                case "/v1/manifests/m1/chunks" -> chunks(exchange);
                case "/v1/manifests/m1/content" -> bytes(exchange);
                case "/v1/chunks/missing" -> {
                    questions.add(body);
                    answer(exchange, 200, "{\"missing\":[]}");
                }
                case "/v1/manifests" -> {
                    manifests.add(body);
                    if (gone && body.contains("\"shared\"")) {
                        answer(exchange, 409, "{\"code\":\"chunks-missing\"}");
                    } else {
                        answer(exchange, 201, "{\"manifestId\":\"m2\",\"size\":1,\"receipt\":\"signed\"}");
                    }
                }
                default -> answer(exchange, 404, "{\"code\":\"not-found\"}");
            }
        }
    }

    private void chunks(HttpExchange exchange) throws IOException {
        if (old) {
            answer(exchange, 404, "{\"code\":\"not-found\"}");
            return;
        }
        ByteBuffer list = ByteBuffer.allocate(12 * cut.chunks().size());
        for (ManifestEntry chunk : cut.chunks()) {
            list.put(chunk.id().digest(), 0, 8).putInt(chunk.length());
        }
        exchange.getResponseHeaders().set("Strata-Profile", cut.profile().text());
        exchange.getResponseHeaders().set("Strata-Manifest", "m1");
        answer(exchange, 200, list.array());
    }

    private void bytes(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getQuery().equals("ticket=t" + tickets) || ticketsRefused > 0) {
            ticketsRefused--;
            answer(exchange, 403, "{\"code\":\"expired-ticket\"}");
            return;
        }
        before.run();
        String asked = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(asked);
        String[] parts = asked.substring("bytes=".length()).split(",", -1);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < parts.length; i++) {
            String[] ends = parts[i].split("-", -1);
            int from = Integer.parseInt(ends[0]);
            int last = Integer.parseInt(ends[1]);
            if (parts.length > 1) {
                body.writeBytes(PART.formatted(i == 0 ? "" : "\r\n", from, last).getBytes(StandardCharsets.US_ASCII));
            }
            body.write(content, from, last - from + 1);
        }
        if (parts.length > 1) {
            body.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        answer(exchange, 206, body.toByteArray());
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        answer(exchange, status, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
