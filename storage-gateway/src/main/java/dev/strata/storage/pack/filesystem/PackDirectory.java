package dev.strata.storage.pack.filesystem;

import dev.strata.kernel.content.Sha256;
import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.pack.StoredName;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where the files of a {@link FilesystemPackStore} lie; held by one process at a time. */
final class PackDirectory implements Closeable {
    private static final int SPREAD = 256;

    private final Path root;
    private final DirectoryLock lock;

    private PackDirectory(Path root, DirectoryLock lock) {
        this.root = root;
        this.lock = lock;
    }

    static PackDirectory open(Path root) throws IOException {
        Files.createDirectories(root);
        PackDirectory directory = new PackDirectory(root, DirectoryLock.take(root));
        try {
            directory.refuseOldLayout();
            directory.prepare();
            return directory;
        } catch (IOException e) {
            directory.close();
            throw e;
        }
    }

    /** Before packs, each chunk was a file under its hash. */
    private void refuseOldLayout() throws IOException {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(root, "[0-9a-f][0-9a-f]")) {
            for (Path directory : old) {
                try (Stream<Path> files = Files.list(directory)) {
                    if (files.anyMatch(file -> Sha256.isHex(file.getFileName().toString()))) {
                        throw new ChunkStoreException(
                                ("%s holds chunks of an older release, one file each (%s), which this release cannot"
                                                + " read. Start with an empty directory, or go back to that release.")
                                        .formatted(root, directory),
                                null);
                    }
                }
            }
        }
    }

    private void prepare() throws IOException {
        Files.createDirectories(root.resolve("incoming"));
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(root.resolve("incoming"))) {
            for (Path leftover : leftovers) {
                Files.delete(leftover);
            }
        }
        List<Path> directories = new ArrayList<>();
        for (StoredName.Kind kind : StoredName.Kind.values()) {
            directories.addAll(directoriesOf(kind));
        }
        for (Path directory : directories) {
            Files.createDirectories(directory);
        }
        directories.add(root.resolve(StoredName.Kind.PACK.directory()));
        ForcedDirectories.force(directories);
        ForcedDirectories.force(root);
        Path parent = root.toAbsolutePath().getParent();
        if (parent != null) {
            ForcedDirectories.force(parent);
        }
    }

    private List<Path> directoriesOf(StoredName.Kind kind) {
        Path directory = root.resolve(kind.directory());
        return switch (kind) {
            case PACK ->
                IntStream.range(0, SPREAD)
                        .mapToObj(digits -> directory.resolve(HexFormat.of().toHexDigits((byte) digits)))
                        .toList();
            case KEY -> List.of(directory);
        };
    }

    Path file(StoredName name) {
        return root.resolve(name.path());
    }

    /** The directory that the object's file is in. */
    Path of(StoredName name) {
        Path directory = file(name).getParent();
        return directory == null ? root : directory;
    }

    Path incoming(long number) {
        return root.resolve("incoming").resolve(Long.toString(number));
    }

    Stream<StoredName> names(StoredName.Kind kind) {
        return directoriesOf(kind).stream().flatMap(this::namesIn);
    }

    private Stream<StoredName> namesIn(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .flatMap(path -> StoredName.parse(path).stream())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(DiskFailure.of("list " + directory, e));
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
