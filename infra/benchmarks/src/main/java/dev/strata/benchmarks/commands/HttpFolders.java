package dev.strata.benchmarks.commands;

import dev.strata.benchmarks.product.User;
import dev.strata.kernel.id.NodeId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Makes folders as a client does, with one kept connection per caller. */
final class HttpFolders implements AutoCloseable {
    private static final int CREATED = 201;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI uri;
    private final String token;
    private final Names names = new Names();

    HttpFolders(User user) throws IOException, InterruptedException {
        this.uri = URI.create(user.url() + "/v1/folders");
        this.token = user.signIn();
    }

    void create(NodeId parent) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"parentId": "%s", "name": "http-%s"}""".formatted(parent, names.next())))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != CREATED) {
            throw new IllegalStateException("%d %s".formatted(response.statusCode(), response.body()));
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
