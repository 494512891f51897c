package dev.strata.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Queue;

/** Plays a server: gives prepared answers in their order and keeps what it was asked. */
final class StubServer implements AutoCloseable {
    private final HttpServer server;
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());

    record Answer(int status, String body, String... headers) {
        /** Whether the connection is lost after the body, which is not all of it. */
        boolean cut() {
            return Arrays.asList(headers).contains("Cut-Of");
        }

        long length() {
            List<String> all = Arrays.asList(headers);
            return cut()
                    ? Long.parseLong(all.get(all.indexOf("Cut-Of") + 1))
                    : body.getBytes(StandardCharsets.UTF_8).length;
        }
    }

    record Asked(String method, String path, com.sun.net.httpserver.Headers headers, byte[] body) {
        String header(String name) {
            return headers.getFirst(name);
        }
    }

    StubServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    StubServer then(int status, String body, String... headers) {
        answers.add(new Answer(status, body, headers));
        return this;
    }

    /** Loses the connection instead of answering. */
    StubServer thenCut() {
        return then(0, "");
    }

    /** Loses the connection in the middle of the body. */
    StubServer thenCut(int status, String beginning, long length, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Cut-Of", Long.toString(length)));
        return then(status, beginning, all.toArray(String[]::new));
    }

    StubServer signedIn() {
        return then(200, "{\"accessToken\":\"access\",\"refreshToken\":\"refresh\",\"expiresIn\":900}");
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    Asked last() {
        return asked.getLast();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    body));
            Answer answer = answers.remove();
            if (answer.status() == 0) {
                return;
            }
            List<String> headers = Arrays.asList(answer.headers());
            for (int i = 0; i < headers.size(); i += 2) {
                exchange.getResponseHeaders().set(headers.get(i), headers.get(i + 1));
            }
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), answer.length() == 0 ? -1 : answer.length());
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
                exchange.getResponseBody().flush();
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
