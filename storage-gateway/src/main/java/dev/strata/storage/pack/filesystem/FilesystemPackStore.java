package dev.strata.storage.pack.filesystem;

import dev.strata.storage.pack.Arguments;
import dev.strata.storage.pack.MissingObjectException;
import dev.strata.storage.pack.ObjectExistsException;
import dev.strata.storage.pack.PackStore;
import dev.strata.storage.pack.ShortObjectException;
import dev.strata.storage.pack.StoredName;
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
 * A file for each object. It is written beside the others, forced to the disk, renamed into place, and its directory is
 * forced too.
 *
 * <p>Writers of one object take turns: who finds it in place must be sure that its directory has been forced. What a
 * killed process left renamed but not forced is forced by the next start.
 */
public final class FilesystemPackStore implements PackStore {
    private static final int STRIPES = 64;
    private static final int COMPARED_AT_ONCE = 1 << 16;

    private final PackDirectory directory;
    private final ReentrantLock[] writing = new ReentrantLock[STRIPES];
    private final AtomicLong temporaries = new AtomicLong();

    private FilesystemPackStore(PackDirectory directory) {
        this.directory = directory;
        for (int i = 0; i < STRIPES; i++) {
            writing[i] = new ReentrantLock();
        }
    }

    /** Makes the directory ready, and removes what a crash left half written. A second process is refused. */
    public static FilesystemPackStore open(Path directory) throws IOException {
        try {
            return new FilesystemPackStore(PackDirectory.open(directory));
        } catch (IOException e) {
            throw DiskFailure.of("open the storage directory " + directory, e);
        }
    }

    @Override
    public void put(StoredName name, byte[] bytes, int offset, int length) throws IOException {
        Arguments.checkPut(bytes, offset, length);
        ByteBuffer content = ByteBuffer.wrap(bytes, offset, length);
        ReentrantLock lock = writing[Math.floorMod(name.hashCode(), STRIPES)];
        lock.lock();
        try {
            if (!Files.exists(directory.file(name))) {
                write(name, content);
            } else if (!holds(name, content)) {
                throw new ObjectExistsException(name);
            }
        } catch (IOException e) {
            throw DiskFailure.of("write " + name, e);
        } finally {
            lock.unlock();
        }
    }

    private void write(StoredName name, ByteBuffer bytes) throws IOException {
        Path file = directory.file(name);
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
            ForcedDirectories.force(directory.of(name));
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

    private boolean holds(StoredName name, ByteBuffer bytes) throws IOException {
        try (FileChannel channel = open(name)) {
            if (channel.size() != bytes.remaining()) {
                return false;
            }
            ByteBuffer part = ByteBuffer.allocate(COMPARED_AT_ONCE);
            while (bytes.hasRemaining()) {
                part.clear().limit(Math.min(COMPARED_AT_ONCE, bytes.remaining()));
                if (!fill(channel, part) || !part.flip().equals(bytes.slice(bytes.position(), part.limit()))) {
                    return false;
                }
                bytes.position(bytes.position() + part.limit());
            }
            return true;
        }
    }

    @Override
    public void read(StoredName name, long offset, byte[] target, int from, int length) throws IOException {
        Arguments.checkRead(offset, target, from, length);
        try (FileChannel channel = open(name)) {
            channel.position(offset);
            if (!fill(channel, ByteBuffer.wrap(target, from, length))) {
                throw new ShortObjectException(name, offset, length, channel.size());
            }
        } catch (IOException e) {
            throw DiskFailure.of("read " + name, e);
        }
    }

    private FileChannel open(StoredName name) throws IOException {
        try {
            return FileChannel.open(directory.file(name), StandardOpenOption.READ);
        } catch (NoSuchFileException absent) {
            throw new MissingObjectException(name);
        }
    }

    private static boolean fill(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public long length(StoredName name) throws IOException {
        try {
            return Files.size(directory.file(name));
        } catch (NoSuchFileException absent) {
            throw new MissingObjectException(name);
        } catch (IOException e) {
            throw DiskFailure.of("look for " + name, e);
        }
    }

    @Override
    public boolean delete(StoredName name) throws IOException {
        try {
            return Files.deleteIfExists(directory.file(name));
        } catch (IOException e) {
            throw DiskFailure.of("delete " + name, e);
        }
    }

    @Override
    public Stream<StoredName> list(StoredName.Kind kind) {
        return directory.names(kind);
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }
}
