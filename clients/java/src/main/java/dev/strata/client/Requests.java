package dev.strata.client;

import static dev.strata.client.RemotePath.segment;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the requests of one signed-in account, and remembers what it wrote, so that its reads show it. */
final class Requests {
    static final BodyPublisher NOTHING = BodyPublishers.noBody();

    private final URI base;
    private final Transport transport;
    private final Session session;
    private volatile @Nullable String atLeast;

    Requests(URI base, Transport transport) {
        this.base = base;
        this.transport = transport;
        this.session = new Session(base, transport);
    }

    URI base() {
        return base;
    }

    Transport transport() {
        return transport;
    }

    Session session() {
        return session;
    }

    void mustSee(String id, long version) {
        atLeast = id + "@" + version;
    }

    /** Reads need not show any more what this client wrote. */
    void forgetWrites() {
        atLeast = null;
    }

    /** The answer to a change of a node. */
    Node changed(HttpRequest request) throws IOException {
        Node node = transport.read(request, Node.class);
        mustSee(node.id(), node.version());
        return node;
    }

    HttpRequest.Builder request(String path) throws IOException {
        return HttpRequest.newBuilder(base.resolve(path)).header("Authorization", session.authorization());
    }

    HttpRequest get(String path) throws IOException {
        return request(path).GET().build();
    }

    /** A read that shows what this client wrote before. */
    HttpRequest seeing(String path) throws IOException {
        HttpRequest.Builder request = request(path);
        String known = atLeast;
        return (known == null ? request : request.header("Strata-At-Least", known)).build();
    }

    /** The address of a content, good for a while. */
    URI ticket(HttpRequest ask) throws IOException {
        HttpResponse<InputStream> answer = transport.send(ask);
        try (InputStream _ = answer.body()) {
            return ask.uri().resolve(answer.headers().firstValue("Location").orElseThrow());
        }
    }

    HttpRequest post(String path, Object body) throws IOException {
        return json(keyed(path), "POST", body);
    }

    /** A request that can be sent again without being done again. */
    HttpRequest.Builder keyed(String path) throws IOException {
        return request(path).header("Idempotency-Key", UUID.randomUUID().toString());
    }

    HttpRequest json(HttpRequest.Builder request, String method, Object body) {
        return request.header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofByteArray(transport.encode(body)))
                .build();
    }

    HttpRequest.Builder node(Node node, String part) throws IOException {
        return request("/v1/nodes/" + segment(node.id()) + part);
    }

    /** Refused by the server if the node is not at that version any more. */
    HttpRequest.Builder matching(Node node, String part) throws IOException {
        return node(node, part).header("If-Match", etag(node));
    }

    static String etag(Node node) {
        return "\"%d\"".formatted(node.version());
    }
}
