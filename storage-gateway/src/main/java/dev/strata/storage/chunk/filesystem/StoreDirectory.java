package dev.strata.storage.chunk.filesystem;

import dev.strata.kernel.content.ChunkId;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where the files of a {@link FilesystemChunkStore} lie; held by one process at a time. */
final class StoreDirectory implements Closeable {
    private static final int PREFIXES = 256;
    private static final int FORCES_AT_ONCE = 16;

    private final Path root;
    private final FileChannel lock;

    private StoreDirectory(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    static StoreDirectory open(Path root) throws IOException {
        Files.createDirectories(root);
        StoreDirectory directory = new StoreDirectory(root, lock(root));
        try {
            directory.prepare();
            return directory;
        } catch (IOException e) {
            directory.close();
            throw e;
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        FileChannel channel =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        try {
            FileLock taken = channel.tryLock();
            if (taken != null) {
                return channel;
            }
        } catch (OverlappingFileLockException held) {
            channel.close();
            throw new IOException("the chunk directory %s is in use in this process".formatted(root), held);
        }
        channel.close();
        throw new IOException("the chunk directory %s is in use by another process".formatted(root));
    }

    private void prepare() throws IOException {
        Files.createDirectories(root.resolve("incoming"));
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(root.resolve("incoming"))) {
            for (Path leftover : leftovers) {
                Files.delete(leftover);
            }
        }
        for (int prefix = 0; prefix < PREFIXES; prefix++) {
            Files.createDirectories(prefix(prefix));
        }
        forcePrefixes();
        force(root);
        Path parent = root.toAbsolutePath().getParent();
        if (parent != null) {
            force(parent);
        }
    }

    /** Side by side: the disk waits once for many. */
    private void forcePrefixes() throws IOException {
        List<Callable<Void>> forces = new ArrayList<>();
        for (int prefix = 0; prefix < PREFIXES; prefix++) {
            Path directory = prefix(prefix);
            forces.add(() -> {
                force(directory);
                return null;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(FORCES_AT_ONCE)) {
            for (Future<Void> done : threads.invokeAll(forces)) {
                done.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while opening " + root);
        } catch (ExecutionException e) {
            throw new IOException("cannot force the directories of " + root, e);
        }
    }

    private Path prefix(int prefix) {
        return root.resolve(HexFormat.of().toHexDigits((byte) prefix));
    }

    Path file(ChunkId id) {
        return of(id).resolve(id.hex());
    }

    /** The directory that the chunk's file is in. */
    Path of(ChunkId id) {
        return root.resolve(id.hex().substring(0, 2));
    }

    Path incoming(long number) {
        return root.resolve("incoming").resolve(Long.toString(number));
    }

    Stream<Path> files() {
        return IntStream.range(0, PREFIXES).mapToObj(this::prefix).flatMap(StoreDirectory::filesOf);
    }

    private static Stream<Path> filesOf(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
    }

    /** A rename is durable when the directory is. */
    static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
