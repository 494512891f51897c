package dev.strata.client;

import static dev.strata.client.RemotePath.segment;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes of nodes by id and version, for programs that keep a picture of the drive of their own.
 *
 * <pre>{@code
 * Node moved = client.commands().move(node.id(), node.version(), folder.id(), "b.txt");
 * }</pre>
 */
public final class NodeCommands {
    private static final String NOT_YET_VISIBLE = "not-yet-visible";

    private final Requests requests;

    NodeCommands(Requests requests) {
        this.requests = requests;
    }

    /** A file that does not exist yet. */
    public record NewFile(String parentId, String name, Contents.Stored content, Instant modifiedAt) {}

    /** Each file that can be made. */
    public List<Batch.Result> createFiles(List<NewFile> files, StrataClient client) throws IOException {
        Batch batch = Batch.oneByOne();
        for (NewFile file : files) {
            batch.add(
                    "create-file",
                    Map.of(
                            "parentId",
                            file.parentId(),
                            "name",
                            file.name(),
                            "receipt",
                            file.content().receipt(),
                            "modifiedAt",
                            file.modifiedAt().toString()));
        }
        return client.run(batch);
    }

    /**
     * A new version. If the file has a newer content than it had at the base, the server keeps both and answers the new
     * file beside it.
     */
    public Node addVersion(String fileId, long base, Contents.Stored content, Instant modifiedAt) throws IOException {
        HttpRequest.Builder request = requests.keyed("/v1/files/%s/versions".formatted(segment(fileId)))
                .header("If-Match", etag(base));
        Map<String, String> body =
                Map.of("receipt", content.receipt(), "modifiedAt", modifiedAt.toString(), "conflict", "keep-both");
        return requests.changed(requests.json(request, "POST", body));
    }

    /** To another folder, under another name, or both; refused if the node is not at that version any more. */
    public Node move(String nodeId, long version, String parentId, String name) throws IOException {
        HttpRequest.Builder request = matching(nodeId, version, "/parent");
        return requests.changed(requests.json(request, "PUT", Map.of("parentId", parentId, "name", name)));
    }

    /** Refused if the node is not at that version any more. */
    public Node trash(String nodeId, long version) throws IOException {
        return requests.changed(
                matching(nodeId, version, "/trash").PUT(Requests.NOTHING).build());
    }

    /** What changed since, with everything that this client did. */
    public Changes changes(@Nullable String cursor) throws IOException {
        String path = Parameters.of("/v1/changes")
                .with("cursor", cursor)
                .with("limit", 1_000)
                .toString();
        try {
            return requests.transport().read(requests.seeing(path), Changes.class);
        } catch (StrataProblem e) {
            if (e.code().equals(NOT_YET_VISIBLE)) {
                requireSameFeed(path);
            }
            throw e;
        }
    }

    /** A server whose data were put back never shows what this client did since, and must not be asked for it. */
    private void requireSameFeed(String path) throws IOException {
        try {
            requests.transport().run(requests.get(path));
        } catch (StrataProblem e) {
            if (e.isFeedReset()) {
                requests.forgetWrites();
            }
            throw e;
        }
    }

    private HttpRequest.Builder matching(String nodeId, long version, String part) throws IOException {
        return requests.request("/v1/nodes/" + segment(nodeId) + part).header("If-Match", etag(version));
    }

    private static String etag(long version) {
        return "\"%d\"".formatted(version);
    }
}
