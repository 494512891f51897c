package dev.strata.storage.pack.filesystem;

import dev.strata.storage.chunk.ChunkStoreException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a second process away from a directory, for as long as this one lives. */
final class DirectoryLock implements Closeable {
    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    static DirectoryLock take(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        try {
            FileLock taken = channel.tryLock();
            if (taken != null) {
                return new DirectoryLock(channel);
            }
        } catch (OverlappingFileLockException held) {
            throw refuse(channel, directory, "this process", held);
        }
        throw refuse(channel, directory, "another process", null);
    }

    private static ChunkStoreException refuse(
            FileChannel channel, Path directory, String holder, @Nullable Exception cause) throws IOException {
        channel.close();
        return new ChunkStoreException("the storage directory %s is in use by %s".formatted(directory, holder), cause);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
