package dev.strata.client;

import static dev.strata.client.RemotePath.segment;
import static dev.strata.client.RemotePath.value;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The drive of one account. Each method is one call and throws {@link StrataProblem} when the server refuses it, {@link
 * IOException} when there was no answer. A try waits two minutes for that of a read, ten for that of a command and the time
 * that sending takes; up to four are made where that is safe. Reads show at least what this client wrote before them.
 *
 * <pre>{@code
 * StrataClient client = new StrataClient(URI.create("https://drive.example.com"));
 * client.signIn("anna", password, null);
 * client.upload(Path.of("a.txt"), "/docs/a.txt", Progress.NONE);
 * }</pre>
 */
public final class StrataClient {
    /** By so much an answer may come later than it was asked for. */
    private static final Duration LATE = Duration.ofSeconds(30);

    private final Transport transport = new Transport();
    private final Requests requests;
    private final Reads now;

    /** A client that is not signed in yet. */
    public StrataClient(URI base) {
        this.requests = new Requests(base, transport);
        this.now = new Reads(requests, null);
    }

    public Traffic traffic() {
        return transport.traffic();
    }

    public URI base() {
        return requests.base();
    }

    /** Returns if a server is there and ready. */
    public void ping() throws IOException {
        transport.run(HttpRequest.newBuilder(base().resolve("/actuator/health/readiness"))
                .build());
    }

    /** From now on reads wait until this version is visible: what somebody else just wrote. */
    public void mustSee(String id, long version) {
        requests.mustSee(id, version);
    }

    /** Returns when everybody's reads show what this client wrote last. */
    public void awaitWrites() throws IOException {
        transport.run(requests.seeing("/v1/paths/"));
    }

    // Accounts

    public Account signUp(String login, String password, String displayName) throws IOException {
        Map<String, String> body = Map.of("login", login, "password", password, "displayName", displayName);
        return transport.read(
                requests.json(HttpRequest.newBuilder(base().resolve("/v1/accounts")), "POST", body), Account.class);
    }

    /**
     * Gets tokens; they are renewed as long as the client lives.
     *
     * @param deviceId what is done from now on is recorded as done by this device; null for none
     */
    public void signIn(String login, String password, @Nullable String deviceId) throws IOException {
        requests.session().signIn(login, password, null, deviceId);
    }

    /**
     * The same for an account that asks for a second factor.
     *
     * @param code from the authenticator app, or a recovery code
     */
    public void signInWithCode(String login, String password, String code, @Nullable String deviceId)
            throws IOException {
        requests.session().signIn(login, password, code, deviceId);
    }

    /** For a program that is to do no more than its app password allows: read files, and write them perhaps, in one folder perhaps. */
    public void signInWithAppPassword(String login, String appPassword) throws IOException {
        requests.session().signInWithAppPassword(login, appPassword);
    }

    /** Goes on with a session that was begun before, perhaps by another process. */
    public void resume(TokenStore tokens) throws IOException {
        requests.session().resume(tokens);
    }

    /** What a sign-in with a password has brought, for a {@link TokenStore} to keep. */
    public TokenStore.Tokens tokens() {
        return requests.session().tokens();
    }

    /**
     * Gets new tokens, however long the old ones would still be good.
     *
     * @throws StrataProblem {@code device-wiped} if the device was revoked, and is to remove what it holds
     */
    public void renew() throws IOException {
        requests.session().renew();
    }

    /** Ends this session on the server. */
    public void signOut() throws IOException {
        transport.run(requests.request("/v1/tokens").DELETE().build());
    }

    /**
     * A new app password, which is told this once.
     *
     * @param folderId the folder outside of which it opens nothing; null for everything
     */
    public AppPassword makeAppPassword(String name, boolean mayWrite, @Nullable String folderId) throws IOException {
        Map<String, Object> body = new HashMap<>(Map.of("name", name, "scopes", List.of(mayWrite ? "write" : "read")));
        if (folderId != null) {
            body.put("folderId", folderId);
        }
        return transport.read(requests.post("/v1/me/app-passwords", body), AppPassword.class);
    }

    public Account me() throws IOException {
        return transport.read(requests.get("/v1/me"), Account.class);
    }

    /**
     * Whoever signs in with a login; case does not matter.
     *
     * @throws StrataProblem {@code account-not-found} if nobody does, {@code people-not-findable} if the server tells
     *     nobody
     */
    public Person person(String login) throws IOException {
        return transport.read(requests.get("/v1/people/" + segment(login)), Person.class);
    }

    // Changes of nodes. Those that take a node change it only if it is still at that version.

    public Node createFolder(String parentId, String name) throws IOException {
        return requests.changed(requests.post("/v1/folders", Map.of("parentId", parentId, "name", name)));
    }

    public Node restore(Node file, int version) throws IOException {
        String path = "/v1/files/%s/versions/%d/restore".formatted(segment(file.id()), version);
        return requests.changed(requests.keyed(path)
                .header("If-Match", Requests.etag(file))
                .POST(Requests.NOTHING)
                .build());
    }

    public Node rename(Node node, String name) throws IOException {
        return requests.changed(requests.json(requests.matching(node, "/name"), "PUT", Map.of("name", name)));
    }

    public Node move(Node node, String parentId) throws IOException {
        return requests.changed(requests.json(requests.matching(node, "/parent"), "PUT", Map.of("parentId", parentId)));
    }

    /** Moves a node and gives it another name in one step. */
    public Node move(Node node, String parentId, String name) throws IOException {
        return requests.changed(
                requests.json(requests.matching(node, "/parent"), "PUT", Map.of("parentId", parentId, "name", name)));
    }

    /** A copy of a file or of a whole tree, which costs no bytes. */
    public Node copy(Node node, String parentId, String name) throws IOException {
        return requests.changed(requests.post(
                "/v1/nodes/%s/copies".formatted(segment(node.id())), Map.of("parentId", parentId, "name", name)));
    }

    public Node trash(Node node) throws IOException {
        return requests.changed(
                requests.matching(node, "/trash").PUT(Requests.NOTHING).build());
    }

    /** Back to where it was. */
    public Node untrash(Node node) throws IOException {
        return requests.changed(requests.matching(node, "/trash").DELETE().build());
    }

    /** Everything that is in the trash of this account's own space, for good. */
    public EmptiedTrash emptyTrash() throws IOException {
        return transport.read(requests.request("/v1/trash").DELETE().build(), EmptiedTrash.class);
    }

    /**
     * What became of a trash.
     *
     * @param held ids of the nodes that a legal hold has kept in it
     */
    public record EmptiedTrash(int purged, List<String> held) {}

    /** For good, with everything below it; only from the trash. */
    public void purge(Node node) throws IOException {
        transport.run(requests.matching(node, "").DELETE().build());
    }

    /** The same by id and version. */
    public NodeCommands commands() {
        return new NodeCommands(requests);
    }

    /** Tags, stars, descriptions, times and locks. */
    public Attributes attributes() {
        return new Attributes(requests);
    }

    /** All of it in one transaction. Refused as a whole if it is to be all or nothing. */
    public List<Batch.Result> run(Batch batch) throws IOException {
        List<Batch.Result> results = transport
                .read(requests.post("/v1/batch", batch.body()), Batch.Answer.class)
                .results();
        results.stream()
                .map(Batch.Result::node)
                .filter(Objects::nonNull)
                .reduce((_, last) -> last)
                .ifPresent(last -> mustSee(last.id(), last.version()));
        return results;
    }

    /** Settles a conflict, and answers the copy as it is left. */
    public Node settle(Conflict conflict, Conflict.Keep keep) throws IOException {
        return requests.changed(requests.post(
                "/v1/conflicts/%s/resolution".formatted(segment(conflict.id())), Map.of("keep", keep.text())));
    }

    public Grant share(Node node, String accountId, String role) throws IOException {
        return share(node, accountId, role, null);
    }

    /**
     * Gives a role on a node and all below it.
     *
     * @param accountId that of an account, or of a group
     * @param expiresAt null for until it is taken back
     */
    public Grant share(Node node, String accountId, String role, @Nullable Instant expiresAt) throws IOException {
        Map<String, Object> terms =
                expiresAt == null ? Map.of("role", role) : Map.of("role", role, "expiresAt", expiresAt);
        Grant grant = transport.read(requests.json(grant(node, accountId), "PUT", terms), Grant.class);
        if (grant.grantId() != null) {
            mustSee(grant.grantId(), grant.version());
        }
        return grant;
    }

    public void unshare(Node node, String accountId) throws IOException {
        transport.run(grant(node, accountId).DELETE().build());
    }

    /** Addresses that open a node without an account. */
    public Links links() {
        return new Links(requests);
    }

    /** The groups that this account is in. */
    public Groups groups() {
        return new Groups(requests);
    }

    // Reads of nodes

    /** The drive as it is. */
    public Reads now() {
        return now;
    }

    /** The drive as it was. */
    public Reads asOf(Instant instant) {
        return new Reads(requests, instant);
    }

    /** What happened, and how to take it back. */
    public History history() {
        return new History(requests);
    }

    public Node node(String id) throws IOException {
        return now.node(id);
    }

    /** What is at a path of this account's own space, such as {@code /docs/a.txt}; {@code /} is its root folder. */
    public Node at(String path) throws IOException {
        return now.path(path);
    }

    public Page<Node> children(String folderId, @Nullable String cursor) throws IOException {
        return now.children(folderId, cursor);
    }

    /** Newest first. */
    public Page<FileVersion> versions(String fileId, @Nullable String cursor) throws IOException {
        return now.versions(fileId, cursor);
    }

    public Page<Node> trashed(@Nullable String cursor) throws IOException {
        return now.trashed(cursor);
    }

    public Page<Node> sharedWithMe(@Nullable String cursor) throws IOException {
        return now.sharedWithMe(cursor);
    }

    /** What happened to a node, newest first. */
    public Page<AuditEntry> audit(String nodeId, @Nullable String cursor) throws IOException {
        return history().audit(nodeId, cursor);
    }

    // Bytes

    /** Uploads of which only what is new is sent. */
    public Contents contents() {
        return new Contents(requests);
    }

    /** A new file at this path, or a new version of the one that is there. The server checks the digest. */
    public Node upload(Path file, String remotePath, Progress progress) throws IOException {
        String modifiedAt = Files.getLastModifiedTime(file).toInstant().toString();
        String path = "/v1/content/%s?modifiedAt=%s".formatted(RemotePath.encode(remotePath), value(modifiedAt));
        BodyPublisher body = Files.size(file) == 0 ? Requests.NOTHING : CountedBody.of(file, progress);
        return requests.changed(requests.request(path)
                .header("Repr-Digest", Digests.field(Digests.ofFile(file)))
                .PUT(body)
                .build());
    }

    /**
     * The same for a folder of somebody else's space, whose chunks only its owner may ask for.
     *
     * @param base the version of the file that is replaced; null if there must be none
     */
    public Node uploadInto(String folderId, String name, Path file, @Nullable Node base, Progress progress)
            throws IOException {
        String path = Parameters.of("/v1/content/" + segment(name))
                .with("in", folderId)
                .with("modifiedAt", Files.getLastModifiedTime(file).toInstant())
                .toString();
        BodyPublisher body = Files.size(file) == 0 ? Requests.NOTHING : CountedBody.of(file, progress);
        HttpRequest.Builder request = requests.request(path).header("Repr-Digest", Digests.field(Digests.ofFile(file)));
        return requests.changed(
                (base == null ? request.header("If-None-Match", "*") : request.header("If-Match", Requests.etag(base)))
                        .PUT(body)
                        .build());
    }

    /**
     * Writes the content to {@code target} and answers its SHA-256, which was compared with what the server announced.
     */
    public String download(String remotePath, OutputStream target, Progress progress) throws IOException {
        return transport.receive(requests.seeing("/v1/content/" + RemotePath.encode(remotePath)), target, progress);
    }

    /**
     * The same for any file that this account may read, its own or shared with it.
     *
     * @param version null for the newest
     */
    public String downloadNode(String fileId, @Nullable Integer version, OutputStream target, Progress progress)
            throws IOException {
        return now.download(fileId, version, target, progress);
    }

    // Sync

    /** The devices of this account, and what each of them lacks. */
    public Devices devices() {
        return new Devices(requests);
    }

    /**
     * What changed since.
     *
     * @param cursor null begins with everything there is; {@code latest} with what comes
     * @param waitSeconds how long the server may wait for a first record
     */
    public Changes changes(@Nullable String cursor, int waitSeconds) throws IOException {
        String path = "/v1/changes?wait=" + waitSeconds + (cursor == null ? "" : "&cursor=" + value(cursor));
        HttpRequest.Builder request = requests.request(path).GET();
        if (waitSeconds > 0) {
            request.timeout(Duration.ofSeconds(waitSeconds).plus(LATE));
        }
        return transport.read(request.build(), Changes.class);
    }

    /**
     * Reads the feed until the thread is interrupted or the follower throws; losses of the connection are waited for.
     *
     * @param cursor as of {@link #changes}
     * @throws StrataProblem {@code feed-reset} if the cursor is not known any more: begin with a new one. What it does not
     *     show then was deleted if the member {@code resync} is {@code server-wins}; else it may never have been there
     */
    public void follow(@Nullable String cursor, FeedFollower follower) throws IOException {
        new FeedLoop(this::changes, follower, Pauses.REAL).run(cursor);
    }

    /**
     * The same, told by another way that there is more.
     *
     * @param cursor as of {@link #changes}
     */
    public void follow(FeedWay way, @Nullable String cursor, FeedFollower follower) throws IOException {
        switch (way) {
            case LONG_POLL -> follow(cursor, follower);
            case STREAM -> {
                try (StreamFeed feed = new StreamFeed(requests)) {
                    new FeedLoop(feed, follower, Pauses.REAL).run(cursor);
                }
            }
            case SOCKET -> {
                try (SocketFeed feed = new SocketFeed(requests, this::changes)) {
                    new FeedLoop(feed, follower, Pauses.REAL).run(cursor);
                }
            }
        }
    }

    private HttpRequest.Builder grant(Node node, String accountId) throws IOException {
        return requests.node(node, "/grants/" + segment(accountId));
    }
}
