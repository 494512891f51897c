package dev.strata.client.sync;

import dev.strata.client.Digests;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A folder of a file system. */
final class DiskTree implements LocalTree {
    private final Path root;
    private final Path temporaries;
    private final Staging staging;
    private final FileStore disk;
    private final Fingerprints fingerprints;
    private final SqliteStore hashes;
    private final Scope scope;
    private final Clock clock;
    private final AtomicLong made = new AtomicLong();

    /** The digests of files that were read before; null until one is wanted. */
    private @Nullable Map<Fingerprint, Digested> known;

    DiskTree(Path root, SqliteStore hashes, Scope scope, Clock clock) throws IOException {
        this.root = root;
        this.temporaries = root.resolve(IgnoreRules.OWN_FOLDER).resolve("tmp");
        this.hashes = hashes;
        this.scope = scope;
        this.clock = clock;
        Files.createDirectories(temporaries);
        this.disk = Files.getFileStore(temporaries);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(temporaries)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
        this.fingerprints = Fingerprints.of(temporaries);
        this.staging = new Staging(root);
    }

    /** What tells this folder from another one, and from the empty place at which its disk should be. */
    String key() throws IOException {
        return fingerprints.key(root, Fingerprints.attributes(root));
    }

    @Override
    public Scan scan() throws IOException {
        Map<Fingerprint, Digested> before = known();
        Walk walk = walk(before);
        Set<Fingerprint> forgotten = new HashSet<>(before.keySet());
        forgotten.removeAll(walk.seen());
        hashes.keepHashes(walk.found(), forgotten);
        before.putAll(walk.found());
        before.keySet().removeAll(forgotten);
        return walk.scan();
    }

    /** What is there, without a look into any file. */
    Scan glance() throws IOException {
        return walk(null).scan();
    }

    private Map<Fingerprint, Digested> known() {
        Map<Fingerprint, Digested> all = known;
        if (all == null) {
            all = hashes.hashes();
            known = all;
        }
        return all;
    }

    private Walk walk(@Nullable Map<Fingerprint, Digested> known) throws IOException {
        if (!Files.isDirectory(temporaries)) {
            throw new RootGoneException("the folder of this machine is not there: " + root);
        }
        Walk walk = new Walk(fingerprints, Fingerprint.disk(key()), scope, clock, known);
        walk.folder(root, "");
        return walk;
    }

    @Override
    public @Nullable Fingerprint fingerprint(String path) throws IOException {
        Path file = file(path);
        try {
            BasicFileAttributes attributes = Fingerprints.attributes(file);
            return attributes.isDirectory() || attributes.isRegularFile() ? fingerprints.of(file, attributes) : null;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return null;
        }
    }

    @Override
    public boolean isBlocked(String path) throws IOException {
        try {
            BasicFileAttributes attributes = Fingerprints.attributes(file(path));
            boolean plain = attributes.isDirectory() || attributes.isRegularFile();
            return !plain || scope.leavesOut(path, attributes.isDirectory());
        } catch (NoSuchFileException | NotDirectoryException e) {
            return false;
        }
    }

    @Override
    public Path file(String path) {
        try {
            return root.resolve(path);
        } catch (InvalidPathException e) {
            throw LocalException.of(new FileSystemException(path, null, "no name for this system: " + e.getReason()));
        }
    }

    @Override
    public Path temporary(long size) throws IOException {
        long free = disk.getUsableSpace();
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
        Forced.file(temporary);
        return fingerprint(temporary);
    }

    @Override
    public List<Fingerprint> prepare(List<Fresh> files) throws IOException {
        for (Fresh file : files) {
            if (file.modifiedAt() != null) {
                Files.setLastModifiedTime(file.temporary(), FileTime.from(file.modifiedAt()));
            }
        }
        Forced.all(files.stream().map(Fresh::temporary).toList());
        List<Fingerprint> prepared = new ArrayList<>();
        for (Fresh file : files) {
            prepared.add(fingerprint(file.temporary()));
        }
        return prepared;
    }

    @Override
    public Optional<Fingerprint> place(Path temporary, String path) throws IOException {
        requireFolderOf(path);
        return appear(temporary, file(path));
    }

    @Override
    public void settle(Collection<String> paths) throws IOException {
        Forced.all(paths.stream()
                .map(path -> file(path).getParent())
                .filter(Objects::nonNull)
                .distinct()
                .toList());
    }

    @Override
    public Optional<Fingerprint> install(Path temporary, String path, @Nullable Fingerprint replaced)
            throws IOException {
        Path target = file(path);
        requireFolderOf(path);
        Optional<Fingerprint> installed =
                replaced == null ? appear(temporary, target) : replace(temporary, path, replaced);
        Forced.folderOf(target);
        return installed;
    }

    private Optional<Fingerprint> replace(Path temporary, String path, Fingerprint replaced) throws IOException {
        Path target = file(path);
        require(path, replaced);
        requireAsRead(path, replaced);
        keepMode(target, temporary);
        require(path, replaced);
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            return Optional.empty();
        } catch (AtomicMoveNotSupportedException e) {
            Path near = staging.stage(temporary, target);
            try {
                Fingerprint staged = fingerprint(near);
                require(path, replaced);
                Files.move(near, target, StandardCopyOption.ATOMIC_MOVE);
                return Optional.of(staged);
            } finally {
                Files.deleteIfExists(near);
            }
        }
    }

    /** Without ever replacing what somebody puts there in this moment, where the file system can do that. */
    private Optional<Fingerprint> appear(Path temporary, Path target) throws IOException {
        try {
            Files.createLink(target, temporary);
            Files.delete(temporary);
            return Optional.empty();
        } catch (FileAlreadyExistsException e) {
            throw new OutdatedException("there already: " + target);
        } catch (UnsupportedOperationException | FileSystemException e) {
            return move(temporary, target);
        }
    }

    private Fingerprint fingerprint(Path file) throws IOException {
        return fingerprints.of(file, Fingerprints.attributes(file));
    }

    private Optional<Fingerprint> move(Path from, Path to) throws IOException {
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            throw new OutdatedException("there already: " + to);
        }
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            return Optional.empty();
        } catch (NoSuchFileException e) {
            throw new OutdatedException("gone: " + e.getMessage());
        } catch (AtomicMoveNotSupportedException e) {
            if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileSystemException(
                        from.toString(), to.toString(), "a folder cannot be moved to another disk in one step");
            }
            Fingerprint before = fingerprint(from);
            Path near = staging.stage(from, to);
            Fingerprint staged = fingerprint(near);
            try {
                if (!before.equals(fingerprint(from))) {
                    throw new OutdatedException("written to while it was moved: " + from);
                }
                appear(near, to);
            } finally {
                Files.deleteIfExists(near);
            }
            Files.delete(from);
            return Optional.of(staged);
        }
    }

    private static void keepMode(Path from, Path to) throws IOException {
        PosixFileAttributeView mode = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        if (mode != null) {
            Files.setPosixFilePermissions(to, mode.readAttributes().permissions());
        }
    }

    @Override
    public Fingerprint placeFolder(String path) throws IOException {
        requireFolderOf(path);
        try {
            Files.createDirectory(file(path));
        } catch (FileAlreadyExistsException e) {
            throw new OutdatedException("there already: " + path);
        }
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
        Forced.folderOf(target);
        Forced.folderOf(source);
    }

    @Override
    public void delete(String path, Fingerprint expected) throws IOException {
        require(path, expected);
        requireAsRead(path, expected);
        try {
            Files.delete(file(path));
        } catch (DirectoryNotEmptyException e) {
            throw new OutdatedException("not empty: " + path);
        }
        Forced.folderOf(file(path));
    }

    private void require(String path, Fingerprint expected) throws IOException {
        if (!expected.equals(fingerprint(path))) {
            throw new OutdatedException("not as planned: " + path);
        }
    }

    /**
     * What goes must hold what was read. A program that sets the time of a file back after it has written to it cannot set
     * back when that was: then the file is read once more.
     */
    private void requireAsRead(String path, Fingerprint expected) throws IOException {
        Digested before = known().get(expected);
        if (before == null || before.changedNanos() == 0) {
            return;
        }
        Path file = file(path);
        long changed = Fingerprints.changed(file).orElse(0);
        if (changed == before.changedNanos()) {
            return;
        }
        Digested now = new Digested(Digests.ofFile(file), changed);
        hashes.keepHashes(Map.of(expected, now), Set.of());
        known().put(expected, now);
        if (!now.sha256().equals(before.sha256())) {
            throw new OutdatedException("written to, and its time set back: " + path);
        }
        require(path, expected);
    }

    /** Nothing is put anywhere through a symbolic link, nor where the root is not mounted. */
    private void requireFolderOf(String path) {
        Path at = root;
        if (!Files.isDirectory(temporaries)) {
            throw new RootGoneException("the folder of this machine is not there: " + root);
        }
        for (Path name : root.relativize(file(path))) {
            if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS) && !at.equals(root)) {
                throw new OutdatedException("no folder for " + path);
            }
            at = at.resolve(name);
        }
    }
}
