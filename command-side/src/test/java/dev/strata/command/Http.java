package dev.strata.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who speaks HTTP to the command side. */
public final class Http {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final @Nullable String token;

    private Http(@Nullable String token) {
        this.token = token;
    }

    public record Answer(int status, HttpResponse<String> response, JsonNode body) {
        public String text(String field) {
            return body.path(field).asString();
        }

        public String etag() {
            return response.headers().firstValue("ETag").orElseThrow();
        }
    }

    public static Http anonymous() {
        return new Http(null);
    }

    /** An account that was just opened, and its root folder. */
    public record User(String accountId, String spaceId, String root, String login, Http http) {}

    public static User newUser() {
        String login = "u" + UUID.randomUUID().toString().substring(0, 13);
        Answer account = anonymous().post("/v1/accounts", """
                {"login": "%s", "password": "correct horse battery staple"}""".formatted(login));
        Answer tokens = anonymous().post("/v1/tokens", """
                {"login": "%s", "password": "correct horse battery staple"}""".formatted(login));
        return new User(
                account.text("accountId"),
                account.text("homeSpaceId"),
                account.text("rootFolderId"),
                login,
                new Http(tokens.text("accessToken")));
    }

    public static Http with(String token) {
        return new Http(token);
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    public Answer put(String path, @Nullable String body, String... headers) {
        return send("PUT", path, body, headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    public Answer send(String method, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(CommandSideProcess.shared().url() + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        if (token != null) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String text = response.body();
            return new Answer(response.statusCode(), response, JSON.readTree(text.isEmpty() ? "{}" : text));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
