package dev.strata.client.sync;

import dev.strata.client.Batch;
import dev.strata.client.Changes.Change;
import dev.strata.client.Contents;
import dev.strata.client.Node;
import dev.strata.client.NodeCommands;
import dev.strata.client.StrataClient;
import dev.strata.client.StrataProblem;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The drive of a server, over HTTP. */
final class ServerDrive implements RemoteDrive {
    /** A cursor that the server cannot go on from, or does not know as its own any more. */
    private static final Set<String> RESETS = Set.of("feed-reset", "invalid-cursor");

    /** What the server said to a command that it obeyed before. */
    private static final String REPEATED = "idempotency-key-reused";

    private final StrataClient client;
    private final String spaceId;
    private final Bandwidth up;
    private final Bandwidth down;

    ServerDrive(StrataClient client, String spaceId, Bandwidth up, Bandwidth down) {
        this.client = client;
        this.spaceId = spaceId;
        this.up = up;
        this.down = down;
    }

    private interface Call<T> {
        T run() throws IOException;
    }

    /** The world failed, or the server is busy: then nothing more is tried now. The rest are refusals. */
    private static <T> T call(Call<T> call) throws IOException {
        try {
            return call.run();
        } catch (StrataProblem e) {
            requireAnswer(e);
            if (e.code().equals(REPEATED)) {
                throw new OutdatedException("done before: " + e.getMessage());
            }
            throw new RefusedException(e.code(), e.detail());
        }
    }

    private static void requireAnswer(StrataProblem problem) throws IOException {
        if (problem.status() == 401) {
            throw new SignedOutException(problem.detail());
        }
        if (problem.retryable() || problem.status() >= 500) {
            throw new IOException(problem.getMessage(), problem);
        }
    }

    @Override
    public Changes changes(@Nullable String cursor) throws IOException {
        dev.strata.client.Changes page;
        try {
            page = client.commands().changes(cursor);
        } catch (StrataProblem e) {
            if (cursor != null && RESETS.contains(e.code())) {
                throw new FeedResetException(e.detail());
            }
            requireAnswer(e);
            throw new IOException(e.getMessage(), e);
        }
        List<RemoteNode> nodes = page.records().stream()
                .filter(change ->
                        change.type().equals("node") && change.spaceId().equals(spaceId))
                .map(ServerDrive::node)
                .toList();
        return new Changes(page.to(), page.hasMore(), nodes);
    }

    private static RemoteNode node(Change change) {
        return new RemoteNode(
                change.nodeId(),
                new Place(
                        Objects.requireNonNullElse(change.parentId(), ""),
                        Objects.requireNonNullElse(change.name(), "")),
                "folder".equals(change.kind()),
                change.version(),
                Objects.requireNonNullElse(change.contentVersion(), 0),
                change.sha256(),
                Objects.requireNonNullElse(change.size(), 0L),
                change.modifiedAt(),
                change.trashed() || change.deleted());
    }

    private static RemoteNode node(Node node) {
        return new RemoteNode(
                node.id(),
                new Place(Objects.requireNonNullElse(node.parentId(), ""), node.name()),
                node.kind().equals("folder"),
                node.version(),
                Objects.requireNonNullElse(node.contentVersion(), 0),
                node.sha256(),
                Objects.requireNonNullElse(node.size(), 0L),
                node.modifiedAt(),
                node.trashed());
    }

    @Override
    public List<Stored> store(List<Path> files) throws IOException {
        List<Contents.Stored> stored = call(() -> files.size() == 1
                ? List.of(client.contents().store(files.getFirst(), spaceId, null, up.progress()))
                : client.contents().storeAll(files, spaceId, up.progress()));
        return stored.stream().map(each -> new Stored(each.receipt())).toList();
    }

    private static Contents.Stored content(Stored stored) {
        return new Contents.Stored("", 0, stored.receipt());
    }

    @Override
    public void fetch(RemoteNode file, Path target) throws IOException {
        String sha256;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), 1 << 18)) {
            sha256 = client.downloadNode(file.id(), file.contentVersion(), out, down.progress());
        } catch (StrataProblem e) {
            if (e.status() == 404 || e.status() == 409 || e.status() == 410) {
                throw new OutdatedException("not there any more: " + file);
            }
            requireAnswer(e);
            throw new IOException(e.getMessage(), e);
        }
        if (!sha256.equals(file.sha256())) {
            throw new OutdatedException("another content: " + file);
        }
    }

    @Override
    public RemoteNode createFolder(Place place) throws IOException {
        return node(call(() -> client.createFolder(place.parentId(), place.name())));
    }

    @Override
    public List<Created> createFiles(List<NewFile> files) throws IOException {
        if (files.isEmpty()) {
            return List.of();
        }
        List<NodeCommands.NewFile> commands = files.stream()
                .map(file -> new NodeCommands.NewFile(
                        file.place().parentId(), file.place().name(), content(file.content()), file.modifiedAt()))
                .toList();
        return call(() -> client.commands().createFiles(commands, client)).stream()
                .map(ServerDrive::created)
                .toList();
    }

    private static Created created(Batch.Result result) {
        Batch.Problem problem = result.problem();
        Node node = result.node();
        if (problem != null) {
            String detail = Objects.requireNonNullElse(problem.detail(), problem.code());
            return new Created(null, new RefusedException(problem.code(), detail));
        }
        return new Created(node == null ? null : node(node), null);
    }

    @Override
    public RemoteNode addVersion(String id, long base, Stored content, Instant modifiedAt) throws IOException {
        return node(call(() -> client.commands().addVersion(id, base, content(content), modifiedAt)));
    }

    @Override
    public RemoteNode move(String id, long version, Place to) throws IOException {
        return node(call(() -> client.commands().move(id, version, to.parentId(), to.name())));
    }

    @Override
    public long trash(String id, long version) throws IOException {
        return call(() -> client.commands().trash(id, version)).version();
    }
}
