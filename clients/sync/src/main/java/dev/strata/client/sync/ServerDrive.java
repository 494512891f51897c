package dev.strata.client.sync;

import dev.strata.client.Batch;
import dev.strata.client.Changes.Change;
import dev.strata.client.Contents;
import dev.strata.client.Digests;
import dev.strata.client.Node;
import dev.strata.client.NodeCommands;
import dev.strata.client.Reads;
import dev.strata.client.StrataClient;
import dev.strata.client.StrataProblem;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The drive of a server, over HTTP. */
final class ServerDrive implements RemoteDrive {
    /** A cursor that the server cannot go on from, or does not know as its own any more. */
    private static final Set<String> RESETS = Set.of("feed-reset", "invalid-cursor");

    /** What is wrong with one content only. */
    private static final Set<String> DAMAGED = Set.of("chunk-corrupt", "chunk-missing");

    private static final String SERVER_WINS = "server-wins";

    /** What the server said to a command that it obeyed before. */
    private static final String REPEATED = "idempotency-key-reused";

    private static final String PARKED = "device-parked";

    /** The folder of somebody else's node in which nobody else can look: not the root of everything. */
    private static final String ELSEWHERE = "elsewhere";

    /** To find out what is the same in smaller files takes longer than to fetch them. */
    private static final long DELTA_BYTES_MIN = 1 << 20;

    private final StrataClient client;
    private final String spaceId;
    private final String homeId;
    private final @Nullable String deviceId;
    private final Pulse pulse;
    private final Bandwidth up;
    private final Bandwidth down;

    /**
     * Of a space.
     *
     * @param homeId this account's own space, where its bytes go whatever they are for
     * @param deviceId as which the client is signed in; null for none
     */
    ServerDrive(
            StrataClient client,
            String spaceId,
            String homeId,
            @Nullable String deviceId,
            Pulse pulse,
            Bandwidth up,
            Bandwidth down) {
        this.client = client;
        this.spaceId = spaceId;
        this.homeId = homeId;
        this.deviceId = deviceId;
        this.pulse = pulse;
        this.up = up;
        this.down = down;
    }

    private interface Call<T> {
        T run() throws IOException;
    }

    /** The world failed, or the server is busy: then nothing more is tried now. The rest are refusals. */
    private <T> T call(Call<T> call) throws IOException {
        pulse.beat();
        try {
            return call.run();
        } catch (StrataProblem e) {
            requireAnswer(e);
            if (e.code().equals(REPEATED)) {
                throw new OutdatedException("done before: " + e.getMessage());
            }
            throw refused(e.code(), e.detail());
        }
    }

    private static RuntimeException refused(String code, String detail) {
        return code.equals(PARKED) ? new ParkedException(detail) : new RefusedException(code, detail);
    }

    private static void requireAnswer(StrataProblem problem) throws IOException {
        if (problem.status() == 401) {
            throw new SignedOutException(problem.detail());
        }
        if (!DAMAGED.contains(problem.code()) && (problem.retryable() || problem.status() >= 500)) {
            throw new IOException(problem.getMessage(), problem);
        }
    }

    @Override
    public Changes changes(@Nullable String cursor) throws IOException {
        pulse.beat();
        dev.strata.client.Changes page;
        try {
            page = client.commands().changes(cursor);
        } catch (StrataProblem e) {
            if (cursor != null && RESETS.contains(e.code())) {
                throw new FeedResetException(
                        e.detail(),
                        SERVER_WINS.equals(e.document().path("resync").asString("")));
            }
            requireAnswer(e);
            throw new IOException(e.getMessage(), e);
        }
        List<RemoteNode> nodes = page.records().stream()
                .filter(change -> spaceId.equals(isMount(change) ? change.mountSpaceId() : change.spaceId()))
                .map(change -> isMount(change)
                        ? RemoteNode.mount(change.nodeId(), change.seq(), change.deleted())
                        : node(change, spaceId.equals(homeId) ? "" : ELSEWHERE))
                .toList();
        return new Changes(page.to(), page.hasMore(), nodes);
    }

    private static boolean isMount(Change change) {
        return change.type().equals("mount");
    }

    private static RemoteNode node(Change change, String top) {
        return new RemoteNode(
                change.nodeId(),
                new Place(
                        Objects.requireNonNullElse(change.parentId(), top),
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
    public List<Stored> store(List<Source> files) throws IOException {
        List<Contents.Stored> stored = call(() -> files.size() == 1
                ? List.of(client.contents()
                        .store(files.getFirst().file(), homeId, files.getFirst().like(), up.progress(pulse)))
                : client.contents().storeAll(files.stream().map(Source::file).toList(), homeId, up.progress(pulse)));
        return stored.stream().map(each -> new Stored(each.receipt())).toList();
    }

    private static Contents.Stored content(Stored stored) {
        return new Contents.Stored("", 0, stored.receipt());
    }

    @Override
    public void fetch(RemoteNode file, Path target, @Nullable Path old) throws IOException {
        if (old != null && file.size() >= DELTA_BYTES_MIN && isLarge(old) && fetchDelta(file, target, old)) {
            return;
        }
        String sha256 = read(
                file, target, out -> client.downloadNode(file.id(), file.contentVersion(), out, down.progress(pulse)));
        if (!sha256.equals(file.sha256())) {
            throw new OutdatedException("another content: " + file);
        }
    }

    /** What is wrong with one of them, or with this way of asking, shows when they are asked for alone. */
    @Override
    public List<Incoming> fetchTogether(List<Incoming> files) throws IOException {
        List<Reads.SmallFile> wanted = files.stream()
                .map(each -> new Reads.SmallFile(each.file().id(), each.file().contentVersion()))
                .toList();
        List<Incoming> come = new ArrayList<>();
        try {
            client.now()
                    .download(wanted, (index, content) -> take(files.get(index), content, come), down.progress(pulse));
        } catch (StrataProblem e) {
            if (e.status() == 401) {
                throw new SignedOutException(e.detail());
            }
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            if (come.isEmpty()) {
                throw e;
            }
        }
        return come;
    }

    private static void take(Incoming file, byte[] content, List<Incoming> come) throws IOException {
        if (Digests.of(content).equals(file.file().sha256())) {
            LocalException.unless(() -> Files.write(file.target(), content));
            come.add(file);
        }
    }

    /** Answers whether it came out right: the old file may change, or go, while it is read. */
    private boolean fetchDelta(RemoteNode file, Path target, Path old) throws IOException {
        try {
            Optional<String> sha256 = read(
                    file,
                    target,
                    out -> client.now().download(file.id(), file.contentVersion(), old, out, down.progress(pulse)));
            return sha256.isPresent() && sha256.get().equals(file.sha256());
        } catch (FileSystemException | EOFException e) {
            return false;
        }
    }

    private static boolean isLarge(Path file) {
        try {
            return Files.size(file) >= DELTA_BYTES_MIN;
        } catch (IOException e) {
            return false; // It has just gone, or cannot be read.
        }
    }

    /** A file of this machine: that it cannot be written is not the connection's fault. */
    private static final class LocalOutput extends FilterOutputStream {
        LocalOutput(Path file) {
            super(LocalException.unlessGet(() -> Files.newOutputStream(file)));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            LocalException.unless(() -> out.write(bytes, offset, length));
        }
    }

    private interface Reading<T> {
        T into(OutputStream out) throws IOException;
    }

    private static <T> T read(RemoteNode file, Path target, Reading<T> reading) throws IOException {
        try (OutputStream out = new BufferedOutputStream(new LocalOutput(target), 1 << 18)) {
            return reading.into(out);
        } catch (StrataProblem e) {
            if (e.status() == 404 || e.status() == 409 || e.status() == 410) {
                throw new OutdatedException("not there any more: " + file);
            }
            requireAnswer(e);
            throw refused(e.code(), e.detail());
        }
    }

    @Override
    public List<Created> createFolders(List<Place> places) throws IOException {
        Batch batch = Batch.oneByOne();
        places.forEach(place -> batch.createFolder(place.parentId(), place.name()));
        return call(() -> client.run(batch)).stream().map(ServerDrive::created).toList();
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
            if (refused(problem.code(), detail) instanceof RefusedException refused) {
                return new Created(null, refused);
            }
            throw new ParkedException(detail);
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

    @Override
    public boolean isParked() throws IOException {
        String device = deviceId;
        try {
            return device != null && call(() -> client.devices().get(device)).parked();
        } catch (RefusedException e) {
            return false; // It does not know the device; a change will be answered by what is so.
        }
    }
}
