package dev.strata.client;

import static dev.strata.client.RemotePath.segment;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the drive as it is, or as it was at an instant. Nothing comes out that the account may not read now.
 *
 * <pre>{@code
 * Reads yesterday = client.asOf(Instant.now().minus(Duration.ofDays(1)));
 * Node old = yesterday.path("/docs/a.txt");
 * yesterday.download(old.id(), null, Path.of("a.txt"), Progress.NONE);
 * }</pre>
 */
public final class Reads {
    private final Requests requests;
    private final Transport transport;
    private final @Nullable Instant at;

    Reads(Requests requests, @Nullable Instant at) {
        this.requests = requests;
        this.transport = requests.transport();
        this.at = at;
    }

    public Node node(String id) throws IOException {
        return transport.read(ask("/v1/nodes/" + segment(id)), Node.class);
    }

    /** What is at a path of this account's own space, such as {@code /docs/a.txt}; {@code /} is its root folder. */
    public Node path(String path) throws IOException {
        return transport.read(ask("/v1/paths/" + RemotePath.encode(path)), Node.class);
    }

    /** What is at a path that begins at a folder, one that is shared with this account for example. */
    public Node path(String folderId, String path) throws IOException {
        return transport.read(
                ask(Parameters.of("/v1/paths/" + RemotePath.encode(path)).with("in", folderId)), Node.class);
    }

    /**
     * What somebody names; empty if it is not there.
     *
     * @throws RemoteNameException if nothing of that name is shared with this account, or several things are
     */
    public Optional<Node> find(RemoteName name) throws IOException {
        try {
            return Optional.of(
                    switch (name.root()) {
                        case RemoteName.Home _ -> path(name.path());
                        case RemoteName.Shared(String share) -> below(shared(share), name);
                        case RemoteName.Id(String id) -> name.isTop() ? node(id) : path(id, name.path());
                    });
        } catch (StrataProblem e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Node below(Node share, RemoteName name) throws IOException {
        return name.isTop() ? share : path(share.id(), name.path());
    }

    private Node shared(String name) throws IOException {
        if (name.isEmpty()) {
            throw new RemoteNameException("name something in it: strata ls shared: lists what is shared with you");
        }
        List<Node> found = Page.all(this::sharedWithMe).stream()
                .filter(node -> node.name().equals(name))
                .toList();
        return switch (found.size()) {
            case 0 -> throw new RemoteNameException("nothing called '%s' is shared with you".formatted(name));
            case 1 -> found.getFirst();
            default ->
                throw new RemoteNameException("several things called '%s' are shared with you; write id: and one of %s"
                        .formatted(
                                name,
                                String.join(", ", found.stream().map(Node::id).toList())));
        };
    }

    public Page<Node> children(String folderId, @Nullable String cursor) throws IOException {
        return page("/v1/nodes/%s/children".formatted(segment(folderId)), cursor, Node.class);
    }

    /** Newest first. */
    public Page<FileVersion> versions(String fileId, @Nullable String cursor) throws IOException {
        return page("/v1/files/%s/versions".formatted(segment(fileId)), cursor, FileVersion.class);
    }

    public Page<Node> trashed(@Nullable String cursor) throws IOException {
        return page("/v1/trash", cursor, Node.class);
    }

    public Page<Node> sharedWithMe(@Nullable String cursor) throws IOException {
        return page("/v1/shared-with-me", cursor, Node.class);
    }

    public Page<Node> starred(@Nullable String cursor) throws IOException {
        return page("/v1/starred", cursor, Node.class);
    }

    /** Those that nobody has settled. */
    public Page<Conflict> conflicts(@Nullable String cursor) throws IOException {
        return page("/v1/conflicts", cursor, Conflict.class);
    }

    /** The best matches first. */
    public Page<Node> search(Search search, @Nullable String cursor) throws IOException {
        return transport.page(ask(search.in(Parameters.of("/v1/search")).page(cursor)), Node.class);
    }

    /** @param nodeId null for everything in this account's own space */
    @SuppressWarnings("MissingSummary") // the type says it
    public Usage usage(@Nullable String nodeId) throws IOException {
        return transport.read(ask(Parameters.of("/v1/usage").with("node", nodeId)), Usage.class);
    }

    /**
     * Writes the content of a file to {@code target} and answers its SHA-256, which was compared with what the server
     * announced.
     *
     * @param version null for the newest
     */
    public String download(String fileId, @Nullable Integer version, OutputStream target, Progress progress)
            throws IOException {
        HttpRequest ask = requests.seeing(content(fileId, version).toString());
        return transport.receive(HttpRequest.newBuilder(requests.ticket(ask)).build(), target, progress);
    }

    /**
     * The same for a file of which this machine has another version: only what that lacks is received. What came of it is
     * not compared with anything, so compare the digest with that of the version.
     *
     * @param base the other version; it may be changed meanwhile, and then something else is written
     * @param progress is told what is received
     * @return empty, and nothing was written, if the server does not tell how the content is cut
     */
    public Optional<String> download(
            String fileId, @Nullable Integer version, Path base, OutputStream target, Progress progress)
            throws IOException {
        String path = content(fileId, version).toString();
        return new DeltaDownload(transport, () -> requests.ticket(requests.seeing(path)), base, progress).run(target);
    }

    /**
     * A file of which the content is small.
     *
     * @param version of the content
     */
    public record SmallFile(String fileId, int version) {}

    /** Takes contents as they come. */
    @FunctionalInterface
    public interface Taker {
        /** @param index of the file among those that were asked for, which come in this order */
        @SuppressWarnings("MissingSummary")
        void take(int index, byte[] content) throws IOException;
    }

    /**
     * Fetches the contents of small files as they are now, with two requests for all of them. What cannot be had this way
     * is left out: ask for it alone to hear why. Nothing is compared with a digest.
     *
     * @param files 1,000 at most, of 8 MiB together at most
     */
    public void download(List<SmallFile> files, Taker taker, Progress progress) throws IOException {
        new ManyContents(requests).run(files, taker, progress);
    }

    private Parameters content(String fileId, @Nullable Integer version) {
        return Parameters.of("/v1/files/%s/content".formatted(segment(fileId)))
                .with("version", version)
                .with("at", at);
    }

    /** Who was granted the node itself. */
    public Page<Member> members(String nodeId, @Nullable String cursor) throws IOException {
        return page("/v1/nodes/%s/grants".formatted(segment(nodeId)), cursor, Member.class);
    }

    /**
     * Brings the content of a file onto the disk: what is at {@code target} is replaced when all of it is there, was
     * compared with what the server announced, and is durable. A download that was cut off goes on where it was, in the
     * same call as well as in a later one.
     *
     * @param version null for the newest
     * @return the SHA-256 of the content
     */
    public String download(String fileId, @Nullable Integer version, Path target, Progress progress)
            throws IOException {
        String path = content(fileId, version).toString();
        return new FileDownload(transport, () -> requests.ticket(requests.seeing(path)), target, progress).run();
    }

    private <T> Page<T> page(String path, @Nullable String cursor, Class<T> item) throws IOException {
        return transport.page(ask(Parameters.of(path).page(cursor)), item);
    }

    private HttpRequest ask(String path) throws IOException {
        return ask(Parameters.of(path));
    }

    private HttpRequest ask(Parameters parameters) throws IOException {
        return requests.seeing(parameters.with("at", at).toString());
    }
}
