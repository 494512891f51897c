package dev.strata.client.sync;

import dev.strata.client.Digests;
import dev.strata.client.sync.Scan.Entry;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A folder of a file system. */
final class DiskTree implements LocalTree {
    /** A file changed so lately that it could change once more without its time showing it is read again next time. */
    private static final long UNSETTLED_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final char UNREADABLE = '\uFFFD';

    private final Path root;
    private final Path temporaries;
    private final SqliteStore hashes;
    private final Scope scope;
    private final Clock clock;
    private final Map<Fingerprint, String> known;
    private final AtomicLong made = new AtomicLong();

    DiskTree(Path root, SqliteStore hashes, Scope scope, Clock clock) throws IOException {
        this.root = root;
        this.temporaries = root.resolve(IgnoreRules.OWN_FOLDER).resolve("tmp");
        this.hashes = hashes;
        this.known = hashes.hashes();
        this.scope = scope;
        this.clock = clock;
        Files.createDirectories(temporaries);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(temporaries)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
    }

    /** What tells this folder from another one, and from the empty place at which its disk should be. */
    String key() throws IOException {
        return key(root, attributes(root));
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static String key(Path path, BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        return key == null
                ? "path:" + path
                : key + " " + attributes.creationTime().to(TimeUnit.NANOSECONDS);
    }

    private static Fingerprint fingerprint(Path path, BasicFileAttributes attributes) {
        String key = key(path, attributes);
        return attributes.isDirectory()
                ? Fingerprint.ofFolder(key)
                : new Fingerprint(
                        key, attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    }

    @Override
    public Scan scan() throws IOException {
        if (!Files.isDirectory(temporaries)) {
            throw new RootGoneException("the folder of this machine is not there: " + root);
        }
        Walk walk = new Walk();
        walk.folder(root, "");
        Set<Fingerprint> forgotten = new HashSet<>(known.keySet());
        forgotten.removeAll(walk.seen);
        hashes.keepHashes(walk.found, forgotten);
        known.putAll(walk.found);
        known.keySet().removeAll(forgotten);
        return new Scan(walk.entries, walk.unknown, walk.left);
    }

    /** One pass over everything. */
    private final class Walk {
        private final List<Entry> entries = new ArrayList<>();
        private final Set<String> unknown = new HashSet<>();
        private final Map<String, String> left = new TreeMap<>();
        private final Map<Fingerprint, String> found = new HashMap<>();
        private final Set<Fingerprint> seen = new HashSet<>();

        void folder(Path folder, String path) throws IOException {
            List<Path> children = new ArrayList<>();
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
                stream.forEach(children::add);
            } catch (NoSuchFileException | NotDirectoryException e) {
                return; // It went away after it was seen.
            } catch (DirectoryIteratorException | FileSystemException e) {
                leave(path, "cannot be read: " + e.getMessage());
                return;
            }
            children.sort(null);
            for (Path child : children) {
                String name = child.getFileName().toString();
                child(child, path.isEmpty() ? name : path + "/" + name, path);
            }
        }

        private void child(Path file, String path, String folder) throws IOException {
            if (path.indexOf(UNREADABLE, folder.length()) >= 0) {
                unknown.add(folder);
                left.put(path, "its name is not in UTF-8");
                return;
            }
            try {
                BasicFileAttributes attributes = attributes(file);
                if (scope.leavesOut(path, attributes.isDirectory())) {
                    return;
                }
                if (attributes.isDirectory()) {
                    entries.add(new Entry(path, true, fingerprint(file, attributes), null));
                    folder(file, path);
                } else if (attributes.isRegularFile()) {
                    file(file, path, attributes);
                } else {
                    leave(path, attributes.isSymbolicLink() ? "a symbolic link" : "neither a file nor a folder");
                }
            } catch (NoSuchFileException e) {
                // It went away after it was seen.
            } catch (FileSystemException e) {
                leave(path, "cannot be read: " + e.getMessage());
            }
        }

        private void leave(String path, String why) {
            unknown.add(path);
            left.put(path, why);
        }

        private void file(Path file, String path, BasicFileAttributes attributes) throws IOException {
            Fingerprint before = fingerprint(file, attributes);
            String sha256 = known.get(before);
            if (sha256 == null) {
                sha256 = Digests.ofFile(file);
                if (!fingerprint(file, attributes(file)).equals(before)) {
                    leave(path, "is being written to");
                    return;
                }
                if (nanos(clock.instant()) - before.modifiedNanos() > UNSETTLED_NANOS) {
                    found.put(before, sha256);
                }
            }
            seen.add(before);
            entries.add(new Entry(path, false, before, sha256));
        }
    }

    private static long nanos(Instant instant) {
        return FileTime.from(instant).to(TimeUnit.NANOSECONDS);
    }

    @Override
    public @Nullable Fingerprint fingerprint(String path) throws IOException {
        Path file = file(path);
        try {
            BasicFileAttributes attributes = attributes(file);
            return attributes.isDirectory() || attributes.isRegularFile() ? fingerprint(file, attributes) : null;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return null;
        }
    }

    @Override
    public boolean isBlocked(String path) throws IOException {
        try {
            BasicFileAttributes attributes = attributes(file(path));
            boolean plain = attributes.isDirectory() || attributes.isRegularFile();
            return !plain || scope.leavesOut(path, attributes.isDirectory());
        } catch (NoSuchFileException | NotDirectoryException e) {
            return false;
        }
    }

    @Override
    public Path file(String path) {
        return root.resolve(path);
    }

    @Override
    public Path temporary(long size) throws IOException {
        long free = Files.getFileStore(temporaries).getUsableSpace();
        if (size > free) {
            throw new NoRoomException("it needs %,d bytes, and %,d are free on this disk".formatted(size, free));
        }
        return Files.createFile(temporaries.resolve("in-" + made.incrementAndGet()));
    }

    @Override
    public void discard(Path temporary) throws IOException {
        Files.deleteIfExists(temporary);
    }

    @Override
    public Fingerprint prepare(Path temporary, @Nullable Instant modifiedAt) throws IOException {
        if (modifiedAt != null) {
            Files.setLastModifiedTime(temporary, FileTime.from(modifiedAt));
        }
        force(temporary);
        return fingerprint(temporary, attributes(temporary));
    }

    @Override
    public void install(Path temporary, String path, @Nullable Fingerprint replaced) throws IOException {
        Path target = file(path);
        requireFolderOf(path);
        if (replaced == null) {
            appear(temporary, target);
        } else {
            require(path, replaced);
            keepMode(target, temporary);
            require(path, replaced);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        }
        forceFolderOf(target);
    }

    /** Without ever replacing what somebody puts there in this moment, where the file system can do that. */
    private static void appear(Path temporary, Path target) throws IOException {
        try {
            Files.createLink(target, temporary);
            Files.delete(temporary);
        } catch (FileAlreadyExistsException e) {
            throw new OutdatedException("there already: " + target);
        } catch (UnsupportedOperationException | FileSystemException e) {
            move(temporary, target);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to);
        } catch (FileAlreadyExistsException e) {
            throw new OutdatedException("there already: " + to);
        } catch (NoSuchFileException e) {
            throw new OutdatedException("gone: " + e.getMessage());
        }
    }

    private static void keepMode(Path from, Path to) throws IOException {
        PosixFileAttributeView mode = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        if (mode != null) {
            Files.setPosixFilePermissions(to, mode.readAttributes().permissions());
        }
    }

    private static void forceFolderOf(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            force(folder);
        }
    }

    private static void force(Path file) throws IOException {
        boolean folder = Files.isDirectory(file);
        try (FileChannel channel =
                FileChannel.open(file, folder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            if (!folder) {
                throw e; // Some systems cannot open folders, and need not.
            }
        }
    }

    @Override
    public Fingerprint createFolder(String path) throws IOException {
        requireFolderOf(path);
        try {
            Files.createDirectory(file(path));
        } catch (FileAlreadyExistsException e) {
            throw new OutdatedException("there already: " + path);
        }
        forceFolderOf(file(path));
        Fingerprint made = fingerprint(path);
        if (made == null) {
            throw new OutdatedException("removed at once: " + path);
        }
        return made;
    }

    @Override
    public void move(String from, Fingerprint expected, String to) throws IOException {
        require(from, expected);
        requireFolderOf(to);
        Path source = file(from);
        Path target = file(to);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && Files.isSameFile(source, target)) {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        } else {
            move(source, target);
        }
        forceFolderOf(target);
        forceFolderOf(source);
    }

    @Override
    public void delete(String path, Fingerprint expected) throws IOException {
        require(path, expected);
        try {
            Files.delete(file(path));
        } catch (DirectoryNotEmptyException e) {
            throw new OutdatedException("not empty: " + path);
        }
        forceFolderOf(file(path));
    }

    private void require(String path, Fingerprint expected) throws IOException {
        if (!expected.equals(fingerprint(path))) {
            throw new OutdatedException("not as planned: " + path);
        }
    }

    /** Nothing is put anywhere through a symbolic link, nor where the root is not mounted. */
    private void requireFolderOf(String path) {
        Path at = root;
        if (!Files.isDirectory(temporaries)) {
            throw new RootGoneException("the folder of this machine is not there: " + root);
        }
        for (Path name : Path.of(path)) {
            if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS) && !at.equals(root)) {
                throw new OutdatedException("no folder for " + path);
            }
            at = at.resolve(name);
        }
    }
}
