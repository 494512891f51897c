package dev.strata.client.cli;

import dev.strata.client.Batch;
import dev.strata.client.Contents;
import dev.strata.client.Digests;
import dev.strata.client.Node;
import dev.strata.client.Page;
import dev.strata.client.Progress;
import dev.strata.client.StrataClient;
import dev.strata.client.StrataProblem;
import dev.strata.client.cli.Places.Target;
import dev.strata.client.progress.ProgressLine;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Brings local files and folders up: first it looks what is to be done, then it sends. Small new files go together. */
final class Upload {
    private static final int TOGETHER_FILES = 1_000;
    private static final long TOGETHER_BYTES = 64 << 20;
    private static final long SMALL_BYTES = 1 << 20;

    private final Drive drive;
    private final Transfer transfer;
    private final StrataClient client;
    private final List<Item> items = new ArrayList<>();

    /**
     * A file that is to be sent.
     *
     * @param there the file that gets a new version; null for a new one
     */
    private record Item(
            Path file,
            long size,
            Node folder,
            String name,
            @Nullable Node there) {
        Instant modifiedAt() throws IOException {
            return Files.getLastModifiedTime(file).toInstant();
        }

        boolean isSmallAndNew() {
            return there == null && size <= SMALL_BYTES;
        }
    }

    Upload(Drive drive, Transfer transfer) throws IOException {
        this.drive = drive;
        this.transfer = transfer;
        this.client = drive.client();
    }

    void run(List<Path> local, Target target) throws IOException {
        Map<String, Node> there = children(target.folder());
        for (Path path : local) {
            String name = target.nameFor(
                    path.toAbsolutePath().normalize().getFileName().toString());
            if (Files.isDirectory(path)) {
                plan(path, folder(target.folder(), name, there));
            } else {
                plan(path, target.folder(), name, there.get(name));
            }
        }
        ProgressLine line =
                drive.progress("upload", items.stream().mapToLong(Item::size).sum());
        try {
            send(target.folder().spaceId(), line);
        } finally {
            line.end();
        }
    }

    private Map<String, Node> children(Node folder) throws IOException {
        Map<String, Node> children = new HashMap<>();
        for (Node child : Page.all(cursor -> client.children(folder.id(), cursor))) {
            children.put(child.name(), child);
        }
        return children;
    }

    private Folder folder(Node parent, String name, Map<String, Node> there) throws IOException {
        Node known = there.get(name);
        if (known == null) {
            return new Folder(client.createFolder(parent.id(), name), Map.of());
        }
        if (!Places.isFolder(known)) {
            throw new CommandRefused("there is a file called '%s' already, not a folder".formatted(name));
        }
        return new Folder(known, children(known));
    }

    /** A folder of the drive, and what is in it already. */
    private record Folder(Node node, Map<String, Node> there) {}

    private void plan(Path local, Folder folder) throws IOException {
        List<Path> folders = new ArrayList<>();
        try (Stream<Path> inside = Files.list(local)) {
            for (Path path : inside.sorted().toList()) {
                String name = path.getFileName().toString();
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    folders.add(path);
                } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    plan(path, folder.node(), name, folder.there().get(name));
                } else {
                    transfer.failed(path, "neither file nor folder, left out");
                }
            }
        } catch (FileSystemException e) {
            transfer.failed(local, "cannot be read");
        }
        Map<String, Node> made = makeFolders(folder, folders);
        for (Path path : folders) {
            String name = path.getFileName().toString();
            Node fresh = made.get(name);
            Node known = folder.there().get(name);
            if (fresh != null) {
                plan(path, new Folder(fresh, Map.of()));
            } else if (known != null && Places.isFolder(known)) {
                plan(path, new Folder(known, children(known)));
            } else if (known != null) {
                transfer.failed(path, "there is a file of this name");
            }
        }
    }

    /** Those that are not there, all of one folder at once. */
    private Map<String, Node> makeFolders(Folder parent, List<Path> folders) throws IOException {
        List<Path> missing = folders.stream()
                .filter(path -> !parent.there().containsKey(path.getFileName().toString()))
                .toList();
        Map<String, Node> made = new HashMap<>();
        for (List<Path> some : parts(missing)) {
            Batch batch = Batch.oneByOne();
            some.forEach(path ->
                    batch.createFolder(parent.node().id(), path.getFileName().toString()));
            List<Batch.Result> results = client.run(batch);
            for (int i = 0; i < some.size(); i++) {
                Node node = node(results.get(i), some.get(i));
                if (node != null) {
                    made.put(some.get(i).getFileName().toString(), node);
                }
            }
        }
        return made;
    }

    private static List<List<Path>> parts(List<Path> all) {
        List<List<Path>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += TOGETHER_FILES) {
            parts.add(all.subList(from, Math.min(all.size(), from + TOGETHER_FILES)));
        }
        return parts;
    }

    private @Nullable Node node(Batch.Result result, Path path) {
        Batch.Problem problem = result.problem();
        if (problem != null) {
            transfer.failed(path, "%s (%s)".formatted(problem.detail(), problem.code()));
        }
        return result.node();
    }

    private void plan(Path file, Node folder, String name, @Nullable Node there) throws IOException {
        if (there != null && Places.isFolder(there)) {
            transfer.failed(file, "there is a folder of this name");
            return;
        }
        if (!Files.isReadable(file)) {
            transfer.failed(file, "cannot be read");
            return;
        }
        try {
            long size = Files.size(file);
            if (there != null
                    && there.size() != null
                    && there.size() == size
                    && Digests.ofFile(file).equals(there.sha256())) {
                transfer.same();
            } else {
                items.add(new Item(file, size, folder, name, there));
            }
        } catch (FileSystemException e) {
            transfer.failed(file, "cannot be read");
        }
    }

    private void send(String spaceId, ProgressLine line) throws IOException {
        boolean mine = items.isEmpty() || client.me().homeSpaceId().equals(spaceId);
        List<Item> small = mine ? items.stream().filter(Item::isSmallAndNew).toList() : List.of();
        for (int from = 0; from < small.size(); ) {
            int to = from;
            long bytes = 0;
            while (to < small.size() && to - from < TOGETHER_FILES && bytes < TOGETHER_BYTES) {
                bytes += small.get(to++).size();
            }
            sendTogether(small.subList(from, to), spaceId, line.file());
            from = to;
        }
        for (Item item : items) {
            if (!mine || !item.isSmallAndNew()) {
                sendAlone(item, spaceId, mine, line.file());
            }
        }
    }

    private void sendTogether(List<Item> some, String spaceId, Progress progress) throws IOException {
        List<Contents.Stored> stored =
                client.contents().storeAll(some.stream().map(Item::file).toList(), spaceId, progress);
        Batch batch = Batch.oneByOne();
        for (int i = 0; i < some.size(); i++) {
            Item item = some.get(i);
            batch.createFile(item.folder().id(), item.name(), stored.get(i), item.modifiedAt());
        }
        List<Batch.Result> results = client.run(batch);
        for (int i = 0; i < some.size(); i++) {
            if (node(results.get(i), some.get(i).file()) != null) {
                transfer.moved(some.get(i).size());
            }
        }
    }

    private void sendAlone(Item item, String spaceId, boolean mine, Progress progress) throws IOException {
        try {
            if (mine) {
                sendChunks(item, spaceId, progress);
            } else {
                client.uploadInto(item.folder().id(), item.name(), item.file(), item.there(), progress);
            }
            transfer.moved(item.size());
        } catch (StrataProblem e) {
            if (e.status() == 401) {
                throw e;
            }
            transfer.failed(item.file(), "%s (%s)".formatted(e.detail(), e.code()));
        } catch (FileSystemException e) {
            transfer.failed(item.file(), "cannot be read");
        }
    }

    private void sendChunks(Item item, String spaceId, Progress progress) throws IOException {
        Node there = item.there();
        String before = there == null ? null : there.id();
        Contents.Stored stored = client.contents().store(item.file(), spaceId, before, progress);
        if (there == null) {
            client.contents().create(item.folder().id(), item.name(), stored, item.modifiedAt());
        } else {
            client.contents().addVersion(there, stored, item.modifiedAt());
        }
    }
}
