package dev.strata.client;

import static dev.strata.client.RemotePath.segment;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes what nodes have besides name, place and content.
 *
 * <pre>{@code
 * client.attributes().tag(client.at("/docs/a.txt"), "urgent");
 * }</pre>
 */
public final class Attributes {
    private final Requests requests;

    Attributes(Requests requests) {
        this.requests = requests;
    }

    public Node tag(Node node, String tag) throws IOException {
        return requests.changed(requests.node(node, "/tags/" + segment(tag))
                .PUT(Requests.NOTHING)
                .build());
    }

    public Node untag(Node node, String tag) throws IOException {
        return requests.changed(
                requests.node(node, "/tags/" + segment(tag)).DELETE().build());
    }

    /** For this account only. */
    public void star(String nodeId) throws IOException {
        requests.transport().run(starOf(nodeId).PUT(Requests.NOTHING).build());
    }

    public void unstar(String nodeId) throws IOException {
        requests.transport().run(starOf(nodeId).DELETE().build());
    }

    private HttpRequest.Builder starOf(String nodeId) throws IOException {
        return requests.request("/v1/nodes/%s/star".formatted(segment(nodeId)));
    }

    /** @param description null for none */
    @SuppressWarnings("MissingSummary") // the name says it
    public Node describe(Node node, @Nullable String description) throws IOException {
        return requests.changed(requests.json(
                requests.matching(node, "/description"), "PUT", Collections.singletonMap("description", description)));
    }

    public Node setModifiedTime(Node node, Instant modifiedAt) throws IOException {
        return requests.changed(
                requests.json(requests.matching(node, "/modified-time"), "PUT", Map.of("modifiedAt", modifiedAt)));
    }

    /**
     * Nobody else can change the file until the lock ends; its owner can renew it.
     *
     * @param life null for what the server thinks right
     */
    public Node lock(Node file, @Nullable Duration life) throws IOException {
        Map<String, Object> body = life == null ? Map.of() : Map.of("seconds", life.toSeconds());
        return requests.changed(requests.json(requests.node(file, "/lock"), "PUT", body));
    }

    public Node unlock(Node file) throws IOException {
        return requests.changed(requests.node(file, "/lock").DELETE().build());
    }

    /** Ends somebody else's lock; only for owners. */
    public Node breakLock(Node file) throws IOException {
        return requests.changed(requests.node(file, "/lock?break=true").DELETE().build());
    }
}
