package dev.strata.storage.pack.filesystem;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes what was renamed or created in directories durable: a name is when its directory is. */
final class ForcedDirectories {
    private static final int AT_ONCE = 16;

    private ForcedDirectories() {}

    static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Side by side: the disk waits once for many. */
    static void force(List<Path> directories) throws IOException {
        List<Callable<Void>> forces =
                directories.stream().map(ForcedDirectories::forcing).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<Void> done : threads.invokeAll(forces)) {
                done.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while forcing directories to the disk");
        } catch (ExecutionException e) {
            throw new IOException("cannot force directories to the disk", e);
        }
    }

    private static Callable<Void> forcing(Path directory) {
        return () -> {
            force(directory);
            return null;
        };
    }
}
