package dev.strata.client.sync;

import dev.strata.client.Digests;
import dev.strata.client.sync.Scan.Entry;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One pass over everything in a folder of a file system. */
final class Walk {
    private static final char UNREADABLE = '\uFFFD';

    private final Fingerprints fingerprints;
    private final String disk;
    private final Scope scope;
    private final Clock clock;
    private final @Nullable Map<Fingerprint, Digested> known;
    private final List<Entry> entries = new ArrayList<>();
    private final Set<String> unknown = new HashSet<>();
    private final Set<String> unknownKeys = new HashSet<>();
    private final Set<String> holding = new HashSet<>();
    private final Map<String, String> left = new TreeMap<>();
    private final Map<Fingerprint, Digested> found = new HashMap<>();
    private final Set<Fingerprint> seen = new HashSet<>();

    /**
     * Of a folder.
     *
     * @param disk that it is on
     * @param known digests of files that need not be read; null to read none
     */
    Walk(Fingerprints fingerprints, String disk, Scope scope, Clock clock, @Nullable Map<Fingerprint, Digested> known) {
        this.fingerprints = fingerprints;
        this.disk = disk;
        this.scope = scope;
        this.clock = clock;
        this.known = known;
    }

    /** What was found. */
    Scan scan() {
        return new Scan(disk, entries, unknown, unknownKeys, holding, left);
    }

    /** The digests of the files that were read, of which no later change can escape notice. */
    Map<Fingerprint, Digested> found() {
        return found;
    }

    /** The files that were read now or before. */
    Set<Fingerprint> seen() {
        return seen;
    }

    /** Looks at everything below a folder, whose path is that from the root. */
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
            holding.add(folder);
            left.put(path, "its name is not in UTF-8");
            return;
        }
        try {
            BasicFileAttributes attributes = Fingerprints.attributes(file);
            if (scope.leavesOut(path, attributes.isDirectory())) {
                holding.add(folder);
                return;
            }
            if (attributes.isDirectory()) {
                entries.add(new Entry(path, true, fingerprints.of(file, attributes), null));
                folder(file, path);
            } else if (attributes.isRegularFile()) {
                file(file, path, attributes);
            } else {
                holding.add(folder);
                leave(path, attributes.isSymbolicLink() ? "a symbolic link" : "neither a file nor a folder");
            }
        } catch (NoSuchFileException e) {
            // It went away after it was seen.
        } catch (FileSystemException e) {
            leave(path, "cannot be read: " + e.getMessage());
        }
    }

    /** Null if it cannot be read: neither a right that is missing nor a broken disk may hold up the rest. */
    private @Nullable Digested digest(Path file, String path, Fingerprint known) throws IOException {
        try {
            long changed = Fingerprints.changed(file).orElse(0);
            return new Digested(Digests.ofFile(file), changed);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            leave(path, known.key(), "cannot be read: " + e.getMessage());
            return null;
        }
    }

    /** Also if it was moved here it stays what it was. */
    private void leave(String path, String key, String why) {
        unknownKeys.add(key);
        leave(path, why);
    }

    private void leave(String path, String why) {
        unknown.add(path);
        left.put(path, why);
    }

    private void file(Path file, String path, BasicFileAttributes attributes) throws IOException {
        Fingerprint before = fingerprints.of(file, attributes);
        if (known == null) {
            entries.add(new Entry(path, false, before, null));
            return;
        }
        Digested digested = known.get(before);
        if (digested == null) {
            digested = digest(file, path, before);
            if (digested == null) {
                return;
            }
            if (!fingerprints.of(file, Fingerprints.attributes(file)).equals(before)) {
                leave(path, before.key(), "is being written to");
                return;
            }
            if (before.isSettledAt(clock.instant())) {
                found.put(before, digested);
            }
        }
        seen.add(before);
        entries.add(new Entry(path, false, before, digested.sha256()));
    }
}
