package dev.strata.client.cli;

import dev.strata.client.Digests;
import dev.strata.client.Node;
import dev.strata.client.Page;
import dev.strata.client.Progress;
import dev.strata.client.Reads;
import dev.strata.client.StrataProblem;
import dev.strata.client.progress.ProgressLine;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Brings files and folders of the drive here: first it looks what is to be done, then it gets several at once. */
final class Download {
    private static final int CONNECTIONS = 4;

    private final Drive drive;
    private final Reads reads;
    private final Transfer transfer;
    private final boolean force;
    private final List<Item> items = new ArrayList<>();

    /** @param version null for the newest */
    @SuppressWarnings("MissingSummary") // the class says it
    private record Item(Node node, @Nullable Integer version, Path target) {
        long size() {
            return Objects.requireNonNullElse(node.size(), 0L);
        }
    }

    Download(Drive drive, Transfer transfer, boolean force) throws IOException {
        this.drive = drive;
        this.reads = drive.reads();
        this.transfer = transfer;
        this.force = force;
    }

    /** Names are other people's: one that leads elsewhere is refused. */
    static Path inside(Path folder, String name) {
        if (!isName(name)) {
            throw new CommandRefused("'%s' cannot be the name of a file here".formatted(name));
        }
        return folder.resolve(name);
    }

    private static boolean isName(String name) {
        try {
            Path last = Path.of(name).getFileName();
            return last != null
                    && last.toString().equals(name)
                    && !name.isEmpty()
                    && !name.equals(".")
                    && !name.equals("..");
        } catch (InvalidPathException e) {
            return false;
        }
    }

    void folder(Node folder, Path target) throws IOException {
        if (Files.exists(target) && !Files.isDirectory(target)) {
            throw new CommandRefused(target + " is a file, not a folder");
        }
        Files.createDirectories(target);
        for (Node child : Page.all(cursor -> reads.children(folder.id(), cursor))) {
            Path path;
            try {
                path = inside(target, child.name());
            } catch (CommandRefused e) {
                transfer.failed(child.name(), String.valueOf(e.getMessage()));
                continue;
            }
            if (Places.isFolder(child)) {
                folder(child, path);
            } else {
                file(child, null, path);
            }
        }
    }

    void file(Node node, @Nullable Integer version, Path target) throws IOException {
        if (Files.isDirectory(target)) {
            transfer.failed(target, "is a folder here, and a file in the drive");
        } else if (version == null && isSame(node, target)) {
            transfer.same();
        } else if (Files.exists(target) && !force) {
            transfer.failed(target, "is there and is another file; say --force to replace it");
        } else {
            items.add(new Item(node, version, target));
        }
    }

    private static boolean isSame(Node node, Path target) throws IOException {
        return Files.isRegularFile(target)
                && node.size() != null
                && Files.size(target) == node.size()
                && Digests.ofFile(target).equals(node.sha256());
    }

    void run() throws IOException {
        ProgressLine line =
                drive.progress("download", items.stream().mapToLong(Item::size).sum());
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<Path>> all = items.stream()
                    .map(item -> threads.submit(() -> get(item, line.file())))
                    .toList();
            try {
                for (Future<Path> one : all) {
                    await(one);
                }
            } finally {
                threads.shutdownNow();
            }
        } finally {
            line.end();
        }
    }

    private static void await(Future<Path> one) throws IOException {
        try {
            one.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case StrataProblem problem -> throw problem;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    private Path get(Item item, Progress progress) throws IOException {
        try {
            reads.download(item.node().id(), item.version(), item.target(), progress);
            if (item.version() == null && item.node().modifiedAt() != null) {
                Files.setLastModifiedTime(
                        item.target(), FileTime.from(item.node().modifiedAt()));
            }
            transfer.moved(Files.size(item.target()));
        } catch (StrataProblem e) {
            if (e.status() == 401) {
                throw e;
            }
            transfer.failed(item.target(), "%s (%s)".formatted(e.detail(), e.code()));
        } catch (FileSystemException e) {
            transfer.failed(item.target(), "cannot be written: " + e.getMessage());
        }
        return item.target();
    }
}
