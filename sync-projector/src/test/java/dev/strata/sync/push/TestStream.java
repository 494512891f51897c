package dev.strata.sync.push;

import dev.strata.sync.SyncServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads Server-Sent Events as a browser does. */
final class TestStream implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;
    private long retryMillis = -1;

    /** @param id empty for a comment */
    record Event(String id, String name, JsonNode data) {
        boolean isComment() {
            return id.isEmpty();
        }
    }

    private TestStream(HttpRequest request) throws IOException, InterruptedException {
        response = client.send(request, BodyHandlers.ofInputStream());
        lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    static TestStream open(SyncServer server, String token, String query, @Nullable String lastEventId)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(server.url("http") + "/v1/changes/stream" + query))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token);
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return new TestStream(request.build());
    }

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** The next event or comment; null when the server has ended the stream. */
    @Nullable
    Event next() throws IOException {
        String id = "";
        String name = "";
        String data = "null";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                return new Event(id, name, JSON.readTree(data));
            }
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).strip();
            switch (line.substring(0, colon)) {
                case "id" -> id = value;
                case "event" -> name = value;
                case "data" -> data = value;
                case "retry" -> retryMillis = Long.parseLong(value);
                case "" -> {
                    // a comment
                }
                default -> throw new IOException("not a line of an event: " + line);
            }
        }
        return null;
    }

    /** The next event that tells something. */
    Event nextChanges() throws IOException {
        Event event = next();
        while (event != null && event.isComment()) {
            event = next();
        }
        if (event == null) {
            throw new IOException("the stream has ended");
        }
        return event;
    }

    /** When to come back, as the server says at its end. */
    long retryMillis() throws IOException {
        Event event = next();
        while (event != null) {
            event = next();
        }
        return retryMillis;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
