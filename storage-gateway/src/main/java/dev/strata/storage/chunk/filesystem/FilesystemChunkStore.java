package dev.strata.storage.chunk.filesystem;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.Sha256;
import dev.strata.storage.chunk.ChunkStore;
import dev.strata.storage.chunk.CorruptChunkException;
import dev.strata.storage.chunk.MissingChunkException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A file for each chunk, {@code ab/abcdef...}, in one of 256 directories. A chunk is written beside them, forced to the
 * disk, renamed into place, and the directory is forced too.
 *
 * <p>Writers of one chunk take turns: who finds it in place must be sure that its directory has been forced. What a
 * killed process left renamed but not forced is forced by the next start.
 */
public final class FilesystemChunkStore implements ChunkStore, Closeable {
    private static final int STRIPES = 1024;

    private final StoreDirectory directory;
    private final ReentrantLock[] writing = new ReentrantLock[STRIPES];
    private final AtomicLong temporaries = new AtomicLong();

    private FilesystemChunkStore(StoreDirectory directory) {
        this.directory = directory;
        for (int i = 0; i < STRIPES; i++) {
            writing[i] = new ReentrantLock();
        }
    }

    /** Makes the directory ready, and removes what a crash left half written. A second process is refused. */
    public static FilesystemChunkStore open(Path directory) throws IOException {
        return new FilesystemChunkStore(StoreDirectory.open(directory));
    }

    @Override
    public boolean put(ChunkId id, byte[] bytes, int offset, int length) throws IOException {
        if (length < 1 || length > LENGTH_MAX) {
            throw new IllegalArgumentException("a chunk has 1 to %d bytes, not %d".formatted(LENGTH_MAX, length));
        }
        ReentrantLock lock = writing[Math.floorMod(id.hashCode(), STRIPES)];
        lock.lock();
        try {
            Path file = directory.file(id);
            if (lengthOf(file) == length) {
                return false;
            }
            write(id, ByteBuffer.wrap(bytes, offset, length));
            return true;
        } catch (IOException e) {
            throw DiskFull.orSame(e);
        } finally {
            lock.unlock();
        }
    }

    private void write(ChunkId id, ByteBuffer bytes) throws IOException {
        Path file = directory.file(id);
        Path temporary = directory.incoming(temporaries.incrementAndGet());
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            removeAfter(e, temporary);
            throw e;
        }
        try {
            StoreDirectory.force(directory.of(id));
        } catch (IOException e) {
            // The next writer would find the file in place and take it for durable.
            removeAfter(e, file);
            throw e;
        }
    }

    private static void removeAfter(IOException failure, Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Minus one if there is no such file. */
    private static long lengthOf(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException absent) {
            return -1;
        }
    }

    @Override
    public int read(ChunkId id, byte[] target) throws IOException {
        try (FileChannel channel = open(id)) {
            ByteBuffer buffer = ByteBuffer.wrap(target);
            fill(channel, buffer);
            if (!buffer.hasRemaining() && channel.size() > target.length) {
                throw new CorruptChunkException(
                        id, "%d bytes instead of %d at most".formatted(channel.size(), target.length));
            }
            return buffer.position();
        }
    }

    @Override
    public byte[] read(ChunkId id) throws IOException {
        try (FileChannel channel = open(id)) {
            long size = channel.size();
            if (size > LENGTH_MAX) {
                throw new CorruptChunkException(id, "%d bytes instead of %d at most".formatted(size, LENGTH_MAX));
            }
            ByteBuffer buffer = ByteBuffer.allocate((int) size);
            fill(channel, buffer);
            if (buffer.hasRemaining()) {
                throw new CorruptChunkException(id, "the file ended early");
            }
            return buffer.array();
        }
    }

    private FileChannel open(ChunkId id) throws IOException {
        try {
            return FileChannel.open(directory.file(id), StandardOpenOption.READ);
        } catch (NoSuchFileException absent) {
            throw new MissingChunkException(id);
        }
    }

    private static void fill(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                return;
            }
        }
    }

    @Override
    public boolean contains(ChunkId id) {
        return Files.isRegularFile(directory.file(id));
    }

    @Override
    public boolean delete(ChunkId id) throws IOException {
        return Files.deleteIfExists(directory.file(id));
    }

    @Override
    public Stream<ChunkId> list() throws IOException {
        return directory
                .files()
                .map(file -> file.getFileName().toString())
                .filter(Sha256::isHex)
                .map(ChunkId::of);
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }
}
