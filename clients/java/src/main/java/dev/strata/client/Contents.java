package dev.strata.client;

import static dev.strata.client.RemotePath.segment;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.LeafBytes;
import dev.strata.kernel.content.LeafRule;
import dev.strata.kernel.content.ManifestEntry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Contents that this client cuts itself: only the chunks that the space lacks are sent.
 *
 * <pre>{@code
 * Contents.Stored stored = client.contents().store(file, folder.spaceId(), null, Progress.NONE);
 * client.contents().create(folder.id(), "a.bin", stored);
 * }</pre>
 */
public final class Contents {
    /** So many ids fit into one question. */
    private static final int QUESTION_MAX = 10_000;

    /** So many contents fit into one statement. */
    static final int FILES_MAX = 1_000;

    /** Of a shorter content all chunks are named in fewer bytes than it takes to ask what another one has. */
    private static final long LIKE_BYTES_MIN = 4 << 20;

    /** As many chunks may a manifest have in all that says some by another one. */
    private static final int SHARED_MAX = 100_000;

    /** What the server says if the content that another one is like is not there, or not to be read, or another one. */
    private static final Set<Integer> UNLIKE = Set.of(400, 403, 404, 409, 410, 422);

    private final Requests requests;

    Contents(Requests requests) {
        this.requests = requests;
    }

    /**
     * A content that is stored and belongs to no file yet.
     *
     * @param receipt what the server signed; it makes the content a file or a version
     */
    public record Stored(String manifestId, long size, String receipt) {}

    private record StoredAll(List<Stored> manifests) {}

    private record Missing(List<ChunkId> missing) {}

    /**
     * Stores what is in the file. If it is like the newest content of a file that the space has, it takes few bytes to
     * say so.
     *
     * @param fileId whose newest content it may be like, such as the one that it becomes a version of; null if none is known
     */
    public Stored store(Path file, String spaceId, @Nullable String fileId, Progress progress) throws IOException {
        Optional<ChunkList> like =
                fileId == null || Files.size(file) < LIKE_BYTES_MIN ? Optional.empty() : list(fileId);
        CutFile cut = CutFile.of(file, like.map(ChunkList::profile).orElse(null));
        if (like.isPresent() && cut.chunks().size() <= SHARED_MAX) {
            try {
                return storeShared(cut, spaceId, like.get(), progress);
            } catch (StrataProblem e) {
                if (!UNLIKE.contains(e.status())) {
                    throw e;
                }
            }
        }
        return store(cut, spaceId, progress);
    }

    Stored store(CutFile cut, String spaceId, Progress progress) throws IOException {
        send(List.of(cut), cut.chunks(), spaceId, progress);
        return cut.chunks().size() <= LeafRule.STANDARD.most()
                ? store(spaceId, cut, "chunks", cut.chunks())
                : store(spaceId, cut, "leaves", sendLeaves(cut, spaceId));
    }

    /** What names very many chunks is sent as chunks itself, however large the content is. */
    private List<ChunkId> sendLeaves(CutFile cut, String spaceId) throws IOException {
        List<byte[]> leaves = LeafRule.STANDARD.leaves(cut.chunks()).stream()
                .map(LeafBytes::of)
                .toList();
        List<ManifestEntry> entries = leaves.stream()
                .map(leaf -> new ManifestEntry(ChunkId.ofBytes(leaf), leaf.length))
                .toList();
        Set<ChunkId> missing = missing(entries, spaceId);
        long bytes = entries.stream().mapToLong(ChunkBatch::bytes).sum();
        try (ChunkSender sender = new ChunkSender(requests, spaceId, bytes)) {
            for (int i = 0; i < leaves.size(); i++) {
                if (missing.remove(entries.get(i).id())) {
                    sender.add(entries.get(i), leaves.get(i));
                }
            }
            sender.finish();
        }
        return entries.stream().map(ManifestEntry::id).toList();
    }

    private Stored storeShared(CutFile cut, String spaceId, ChunkList like, Progress progress) throws IOException {
        SharedParts shared = SharedParts.of(like, cut.chunks());
        send(List.of(cut), shared.others(), spaceId, progress);
        return store(spaceId, cut, "shared", shared);
    }

    private Stored store(String spaceId, CutFile cut, String how, Object chunks) throws IOException {
        Map<String, Object> manifest =
                Map.of("spaceId", spaceId, "profile", cut.profile().text(), "sha256", cut.sha256(), how, chunks);
        return requests.transport().read(requests.post("/v1/manifests", manifest), Stored.class);
    }

    /** How the content of a file is cut; empty if nobody says. */
    private Optional<ChunkList> list(String fileId) throws IOException {
        try {
            URI content = requests.ticket(requests.seeing("/v1/files/%s/content".formatted(segment(fileId))));
            HttpRequest ask = HttpRequest.newBuilder(content.resolve("chunks?" + content.getRawQuery()))
                    .build();
            return ChunkList.read(requests.transport().send(ask)).filter(ChunkList::obliges);
        } catch (StrataProblem e) {
            if (!UNLIKE.contains(e.status())) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /**
     * Stores what is in small files, with a few requests for all of them: then {@link Batch#createFile} puts them into
     * the tree.
     *
     * @param files {@value #FILES_MAX} at most
     * @return in their order
     */
    public List<Stored> storeAll(List<Path> files, String spaceId, Progress progress) throws IOException {
        if (files.size() > FILES_MAX) {
            throw new IllegalArgumentException("%d files at most, not %d".formatted(FILES_MAX, files.size()));
        }
        if (files.isEmpty()) {
            return List.of();
        }
        List<CutFile> cut = new ArrayList<>();
        for (Path file : files) {
            cut.add(CutFile.of(file, null));
        }
        send(cut, cut.stream().flatMap(file -> file.chunks().stream()).toList(), spaceId, progress);
        Map<String, Object> manifests = Map.of(
                "spaceId",
                spaceId,
                "manifests",
                cut.stream().map(Contents::manifest).toList());
        return requests.transport()
                .read(requests.post("/v1/manifests/batch", manifests), StoredAll.class)
                .manifests();
    }

    private static Map<String, Object> manifest(CutFile cut) {
        return Map.of("profile", cut.profile().text(), "sha256", cut.sha256(), "chunks", cut.chunks());
    }

    public Node create(String parentId, String name, Stored content) throws IOException {
        return create(parentId, name, content, null);
    }

    /** @param modifiedAt when the file was changed where it comes from; null for now */
    @SuppressWarnings("MissingSummary") // the name says it
    public Node create(String parentId, String name, Stored content, @Nullable Instant modifiedAt) throws IOException {
        Map<String, Object> file = receipt(content, modifiedAt);
        file.put("parentId", parentId);
        file.put("name", name);
        return requests.changed(requests.post("/v1/files", file));
    }

    /** Refused if the file is not at that version any more. */
    public Node addVersion(Node file, Stored content) throws IOException {
        return addVersion(file, content, null);
    }

    /**
     * The same.
     *
     * @param modifiedAt when the file was changed where it comes from; null for now
     */
    public Node addVersion(Node file, Stored content, @Nullable Instant modifiedAt) throws IOException {
        return requests.changed(requests.json(
                requests.keyed("/v1/files/%s/versions".formatted(segment(file.id())))
                        .header("If-Match", Requests.etag(file)),
                "POST",
                receipt(content, modifiedAt)));
    }

    private static Map<String, Object> receipt(Stored content, @Nullable Instant modifiedAt) {
        Map<String, Object> members = new HashMap<>(Map.of("receipt", content.receipt()));
        if (modifiedAt != null) {
            members.put("modifiedAt", modifiedAt);
        }
        return members;
    }

    private Set<ChunkId> missing(List<ManifestEntry> chunks, String spaceId) throws IOException {
        List<ChunkId> ids = chunks.stream().map(ManifestEntry::id).distinct().toList();
        Set<ChunkId> missing = new HashSet<>();
        for (int from = 0; from < ids.size(); from += QUESTION_MAX) {
            List<ChunkId> some = ids.subList(from, Math.min(ids.size(), from + QUESTION_MAX));
            Map<String, Object> question = Map.of("spaceId", spaceId, "ids", some);
            missing.addAll(requests.transport()
                    .read(requests.post("/v1/chunks/missing", question), Missing.class)
                    .missing());
        }
        return missing;
    }

    /**
     * Sends what the space lacks. Reads the files once more, which must not have changed.
     *
     * @param doubtful the chunks that it may lack
     */
    private void send(List<CutFile> files, List<ManifestEntry> doubtful, String spaceId, Progress progress)
            throws IOException {
        Set<ChunkId> missing = missing(doubtful, spaceId);
        long total = files.stream().mapToLong(CutFile::size).sum();
        long moved = 0;
        try (ChunkSender sender = new ChunkSender(requests, spaceId, bytesOf(missing, files))) {
            for (CutFile file : files) {
                try (InputStream in = Files.newInputStream(file.path())) {
                    for (ManifestEntry chunk : file.chunks()) {
                        if (missing.remove(chunk.id())) {
                            sender.add(chunk, read(in, chunk, file.path()));
                        } else {
                            in.skipNBytes(chunk.length());
                            progress.spared(chunk.length());
                        }
                        moved += chunk.length();
                        progress.moved(moved, total);
                    }
                }
            }
            sender.finish();
        }
    }

    private static long bytesOf(Set<ChunkId> missing, List<CutFile> files) {
        return files.stream()
                .flatMap(file -> file.chunks().stream())
                .filter(chunk -> missing.contains(chunk.id()))
                .mapToLong(ChunkBatch::bytes)
                .sum();
    }

    private static byte[] read(InputStream in, ManifestEntry chunk, Path path) throws IOException {
        byte[] bytes = in.readNBytes(chunk.length());
        if (!ChunkId.ofBytes(bytes).equals(chunk.id())) {
            throw new IOException("changed while it was uploaded: " + path);
        }
        return bytes;
    }
}
