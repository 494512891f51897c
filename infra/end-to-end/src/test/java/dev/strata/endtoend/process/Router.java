package dev.strata.endtoend.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The gateway of a deployment, as small as can be: makes one tree of the four sides, by path and method. */
public final class Router implements AutoCloseable {
    private static final Set<String> OF_ONE_CONNECTION =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "expect", "date");

    private final Routes routes = Routes.read();
    private final Sides sides;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;

    public Router(Sides sides) {
        this.sides = sides;
        this.client = sides.client();
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI asked = exchange.getRequestURI();
            Jar side = routes.sideOf(exchange.getRequestMethod(), asked.getPath());
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(sides.url(side) + asked.getRawPath() + query(asked)))
                    .method(exchange.getRequestMethod(), body(exchange));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (isEndToEnd(name)) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            answer(exchange, client.send(request.build(), BodyHandlers.ofInputStream()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String query(URI asked) {
        return asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
    }

    private static BodyPublisher body(HttpExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        if (length == null && exchange.getRequestHeaders().getFirst("Transfer-Encoding") == null) {
            return BodyPublishers.noBody();
        }
        BodyPublisher stream = BodyPublishers.ofInputStream(exchange::getRequestBody);
        return length == null || length.equals("0")
                ? (length == null ? stream : BodyPublishers.noBody())
                : BodyPublishers.fromPublisher(stream, Long.parseLong(length));
    }

    private static boolean isEndToEnd(String header) {
        return !OF_ONE_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
    }

    private static void answer(HttpExchange exchange, HttpResponse<InputStream> answer) throws IOException {
        answer.headers().map().forEach((name, values) -> {
            if (isEndToEnd(name)) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        long length = answer.headers().firstValueAsLong("Content-Length").orElse(0);
        try (InputStream body = answer.body()) {
            exchange.sendResponseHeaders(answer.statusCode(), length == 0 ? (hasBody(answer) ? 0 : -1) : length);
            body.transferTo(exchange.getResponseBody());
        }
    }

    private static boolean hasBody(HttpResponse<?> answer) {
        return answer.headers().firstValue("Transfer-Encoding").isPresent();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
        client.close();
    }
}
