package dev.strata.benchmarks.product;

import dev.strata.client.StrataClient;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who has just signed up. */
public record User(AccountId account, NodeId rootFolder, String url, String credentials) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static User signUp(String url, String login) throws IOException, InterruptedException {
        String credentials = JSON.writeValueAsString(
                Map.of("login", login, "password", NodeId.random().toString()));
        JsonNode account = post(url + "/v1/accounts", credentials);
        return new User(
                AccountId.of(account.path("accountId").asString()),
                NodeId.of(account.path("rootFolderId").asString()),
                url,
                credentials);
    }

    /** The drive as its owner's programs see it. */
    public StrataClient client() throws IOException {
        JsonNode known = JSON.readTree(credentials);
        StrataClient client = new StrataClient(URI.create(url));
        client.signIn(known.path("login").asString(), known.path("password").asString(), null);
        return client;
    }

    /** What tells his programs, where nobody watches, who they work for and where. */
    Map<String, String> environment(String server) {
        JsonNode known = JSON.readTree(credentials);
        return Map.of(
                "STRATA_SERVER",
                server,
                "STRATA_LOGIN",
                known.path("login").asString(),
                "STRATA_PASSWORD",
                known.path("password").asString());
    }

    /** An access token. It is good for some minutes only. */
    public String signIn() throws IOException, InterruptedException {
        return post(url + "/v1/tokens", credentials).path("accessToken").asString();
    }

    private static JsonNode post(String url, String credentials) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(credentials))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException("%s: %d %s".formatted(url, response.statusCode(), response.body()));
            }
            return JSON.readTree(response.body());
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "User[" + account + "]";
    }
}
