package dev.strata.client;

import static dev.strata.client.RemotePath.segment;
import static dev.strata.client.RemotePath.value;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The drive of one account. Each method is one call and throws {@link StrataProblem} when the server refuses it, {@link
 * IOException} when there was no answer. Reads show at least what this client wrote before them.
 */
public final class StrataClient {
    private static final BodyPublisher NOTHING = BodyPublishers.noBody();

    private final URI base;
    private final Transport transport = new Transport();
    private final Session session;
    private volatile @Nullable String atLeast;

    /** A client that is not signed in yet. */
    public StrataClient(URI base) {
        this.base = base;
        this.session = new Session(base, transport);
    }

    public URI base() {
        return base;
    }

    /** Returns if a server is there and ready. */
    public void ping() throws IOException {
        transport.run(HttpRequest.newBuilder(base.resolve("/actuator/health/readiness"))
                .build());
    }

    /** From now on reads wait until this version is visible: what somebody else just wrote. */
    public void mustSee(String id, long version) {
        atLeast = id + "@" + version;
    }

    // Accounts

    public Account signUp(String login, String password, String displayName) throws IOException {
        Map<String, String> body = Map.of("login", login, "password", password, "displayName", displayName);
        return transport.read(json(HttpRequest.newBuilder(base.resolve("/v1/accounts")), "POST", body), Account.class);
    }

    /**
     * Gets tokens; they are renewed as long as the client lives.
     *
     * @param deviceId what is done from now on is recorded as done by this device; null for none
     */
    public void signIn(String login, String password, @Nullable String deviceId) throws IOException {
        session.signIn(login, password, deviceId);
    }

    public Account me() throws IOException {
        return transport.read(get("/v1/me"), Account.class);
    }

    // Changes of nodes. Those that take a node change it only if it is still at that version.

    public Node createFolder(String parentId, String name) throws IOException {
        return changed(post("/v1/folders", Map.of("parentId", parentId, "name", name)));
    }

    public Node restore(Node file, int version) throws IOException {
        String path = "/v1/files/%s/versions/%d/restore".formatted(segment(file.id()), version);
        return changed(keyed(path).header("If-Match", etag(file)).POST(NOTHING).build());
    }

    public Node rename(Node node, String name) throws IOException {
        return changed(json(matching(node, "/name"), "PUT", Map.of("name", name)));
    }

    public Node move(Node node, String parentId) throws IOException {
        return changed(json(matching(node, "/parent"), "PUT", Map.of("parentId", parentId)));
    }

    public Node trash(Node node) throws IOException {
        return changed(matching(node, "/trash").PUT(NOTHING).build());
    }

    /** Back to where it was. */
    public Node untrash(Node node) throws IOException {
        return changed(matching(node, "/trash").DELETE().build());
    }

    /** For good, with everything below it; only from the trash. */
    public void purge(Node node) throws IOException {
        transport.run(matching(node, "").DELETE().build());
    }

    public Grant share(Node node, String accountId, String role) throws IOException {
        Grant grant = transport.read(json(grant(node, accountId), "PUT", Map.of("role", role)), Grant.class);
        if (grant.grantId() != null) {
            mustSee(grant.grantId(), grant.version());
        }
        return grant;
    }

    public void unshare(Node node, String accountId) throws IOException {
        transport.run(grant(node, accountId).DELETE().build());
    }

    // Reads of nodes

    public Node node(String id) throws IOException {
        return transport.read(seeing("/v1/nodes/" + segment(id)), Node.class);
    }

    /** What is at a path of this account's own space, such as {@code /docs/a.txt}; {@code /} is its root folder. */
    public Node at(String path) throws IOException {
        return transport.read(seeing("/v1/paths/" + RemotePath.encode(path)), Node.class);
    }

    public Page<Node> children(String folderId, @Nullable String cursor) throws IOException {
        return transport.page(seeing(list("/v1/nodes/%s/children".formatted(segment(folderId)), cursor)), Node.class);
    }

    /** Newest first. */
    public Page<FileVersion> versions(String fileId, @Nullable String cursor) throws IOException {
        String path = list("/v1/files/%s/versions".formatted(segment(fileId)), cursor);
        return transport.page(seeing(path), FileVersion.class);
    }

    public Page<Node> trashed(@Nullable String cursor) throws IOException {
        return transport.page(seeing(list("/v1/trash", cursor)), Node.class);
    }

    public Page<Node> sharedWithMe(@Nullable String cursor) throws IOException {
        return transport.page(seeing(list("/v1/shared-with-me", cursor)), Node.class);
    }

    /** What happened to a node, newest first. */
    public Page<AuditEntry> audit(String nodeId, @Nullable String cursor) throws IOException {
        String path = list("/v1/audit", cursor) + "&node=" + value(nodeId);
        return transport.page(seeing(path), AuditEntry.class);
    }

    // Bytes

    /** A new file at this path, or a new version of the one that is there. The server checks the digest. */
    public Node upload(Path file, String remotePath, Progress progress) throws IOException {
        String modifiedAt = Files.getLastModifiedTime(file).toInstant().toString();
        String path = "/v1/content/%s?modifiedAt=%s".formatted(RemotePath.encode(remotePath), value(modifiedAt));
        BodyPublisher body = Files.size(file) == 0 ? NOTHING : CountedBody.of(file, progress);
        return changed(request(path)
                .header("Repr-Digest", Digests.field(Digests.ofFile(file)))
                .PUT(body)
                .build());
    }

    /**
     * Writes the content to {@code target} and answers its SHA-256, which was compared with what the server announced.
     */
    public String download(String remotePath, OutputStream target, Progress progress) throws IOException {
        return receive(transport.send(seeing("/v1/content/" + RemotePath.encode(remotePath))), target, progress);
    }

    /**
     * The same for any file that this account may read, its own or shared with it.
     *
     * @param version null for the newest
     */
    public String downloadNode(String fileId, @Nullable Integer version, OutputStream target, Progress progress)
            throws IOException {
        HttpRequest ask = seeing(
                "/v1/files/%s/content".formatted(segment(fileId)) + (version == null ? "" : "?version=" + version));
        HttpResponse<InputStream> answer = transport.send(ask);
        try (InputStream _ = answer.body()) {
            URI ticket =
                    ask.uri().resolve(answer.headers().firstValue("Location").orElseThrow());
            return receive(transport.send(HttpRequest.newBuilder(ticket).build()), target, progress);
        }
    }

    private static String receive(HttpResponse<InputStream> answer, OutputStream target, Progress progress)
            throws IOException {
        long total = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
        try (InputStream bytes = answer.body()) {
            String digest = Digests.copy(bytes, target, total, progress);
            String announced = answer.headers().firstValue("Repr-Digest").orElse(Digests.field(digest));
            if (!announced.equals(Digests.field(digest))) {
                throw new IOException("damaged on the way: received %s, announced %s".formatted(digest, announced));
            }
            return digest;
        }
    }

    // Sync

    public Device registerDevice(String name, String platform) throws IOException {
        return transport.read(post("/v1/devices", Map.of("name", name, "platform", platform)), Device.class);
    }

    /**
     * What changed since.
     *
     * @param cursor null begins with everything there is; {@code latest} with what comes
     * @param waitSeconds how long the server may wait for a first record
     */
    public Changes changes(@Nullable String cursor, int waitSeconds) throws IOException {
        String path = "/v1/changes?wait=" + waitSeconds + (cursor == null ? "" : "&cursor=" + value(cursor));
        return transport.read(get(path), Changes.class);
    }

    /** Says that the device has applied everything up to here. */
    public void acknowledge(String deviceId, String cursor) throws IOException {
        String path = "/v1/devices/%s/ack".formatted(segment(deviceId));
        transport.run(json(request(path), "PUT", Map.of("cursor", cursor)));
    }

    public Device.Queue queue(String deviceId) throws IOException {
        return transport.read(get("/v1/devices/%s/queue".formatted(segment(deviceId))), Device.Queue.class);
    }

    // Requests

    private Node changed(HttpRequest request) throws IOException {
        Node node = transport.read(request, Node.class);
        mustSee(node.id(), node.version());
        return node;
    }

    private HttpRequest.Builder request(String path) throws IOException {
        return HttpRequest.newBuilder(base.resolve(path)).header("Authorization", session.authorization());
    }

    private HttpRequest get(String path) throws IOException {
        return request(path).GET().build();
    }

    private HttpRequest seeing(String path) throws IOException {
        HttpRequest.Builder request = request(path);
        String known = atLeast;
        return (known == null ? request : request.header("Strata-At-Least", known)).build();
    }

    private HttpRequest post(String path, Map<String, String> body) throws IOException {
        return json(keyed(path), "POST", body);
    }

    /** A request that can be sent again without being done again. */
    private HttpRequest.Builder keyed(String path) throws IOException {
        return request(path).header("Idempotency-Key", UUID.randomUUID().toString());
    }

    private HttpRequest json(HttpRequest.Builder request, String method, Map<String, String> body) {
        return request.header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofByteArray(transport.encode(body)))
                .build();
    }

    private HttpRequest.Builder matching(Node node, String part) throws IOException {
        return request("/v1/nodes/" + segment(node.id()) + part).header("If-Match", etag(node));
    }

    private static String etag(Node node) {
        return "\"%d\"".formatted(node.version());
    }

    private HttpRequest.Builder grant(Node node, String accountId) throws IOException {
        return request("/v1/nodes/%s/grants/%s".formatted(segment(node.id()), segment(accountId)));
    }

    private static String list(String path, @Nullable String cursor) {
        return path + "?limit=1000" + (cursor == null ? "" : "&cursor=" + value(cursor));
    }
}
