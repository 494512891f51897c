package dev.strata.endtoend.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One address, asked by somebody or by nobody. Throws {@link UncheckedIOException} when there is no whole answer: then
 * nobody knows whether the request was obeyed.
 */
public final class Api {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(120);

    private final HttpClient client;
    private final URI base;
    private final @Nullable String token;

    private Api(HttpClient client, URI base, @Nullable String token) {
        this.client = client;
        this.base = base;
        this.token = token;
    }

    public static Api at(URI base) {
        return at(base, CLIENT);
    }

    /** Asked by a client of its own, that trusts whom it must. */
    public static Api at(URI base, HttpClient client) {
        return new Api(client, base, null);
    }

    /** The same address, asked with this access token. */
    public Api with(String accessToken) {
        return new Api(client, base, accessToken);
    }

    /** The same address, asked by nobody. */
    public Api anonymous() {
        return new Api(client, base, null);
    }

    public URI base() {
        return base;
    }

    public String token() {
        if (token == null) {
            throw new IllegalStateException("nobody has signed in");
        }
        return token;
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, BodyPublishers.noBody(), headers);
    }

    public Answer post(String path, String json, String... headers) {
        return sendJson("POST", path, json, headers);
    }

    public Answer put(String path, String json, String... headers) {
        return sendJson("PUT", path, json, headers);
    }

    /** JSON; or no body at all if it is empty. */
    public Answer sendJson(String method, String path, String json, String... headers) {
        return json.isEmpty()
                ? send(method, path, BodyPublishers.noBody(), headers)
                : send(method, path, BodyPublishers.ofString(json), with(headers, "Content-Type", "application/json"));
    }

    public Answer putBytes(String path, byte[] content, String... headers) {
        return send("PUT", path, BodyPublishers.ofByteArray(content), headers);
    }

    public Answer send(String method, String path, BodyPublisher body, String... headers) {
        return Answer.of(exchange(request(path, headers).method(method, body).build(), BodyHandlers.ofByteArray()));
    }

    /** A request for this address, to be completed by whoever needs something special. */
    public HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(ANSWER_WITHIN);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request;
    }

    public <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException("no whole answer to %s %s".formatted(request.method(), request.uri()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + request.uri(), e);
        }
    }

    /** The given headers and one more, unless it is among them. */
    private static String[] with(String[] headers, String name, String value) {
        for (int i = 0; i < headers.length; i += 2) {
            if (headers[i].equalsIgnoreCase(name)) {
                return headers;
            }
        }
        String[] more = java.util.Arrays.copyOf(headers, headers.length + 2);
        more[headers.length] = name;
        more[headers.length + 1] = value;
        return more;
    }
}
