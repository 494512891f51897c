package dev.strata.client.sync;

import dev.strata.kernel.content.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is on this machine.
 *
 * @param disk that the folder itself is on; empty where the system does not tell
 * @param entries folders before what is in them
 * @param unknown paths at which there is something, but nobody can say what: it counts neither as there nor as deleted
 * @param unknownKeys the file system's keys of files there of which it is not known what they hold
 * @param holding folders that hold something that is not kept in sync, and so cannot go
 * @param left what is not kept in sync, and why, by path
 */
record Scan(
        String disk,
        List<Entry> entries,
        Set<String> unknown,
        Set<String> unknownKeys,
        Set<String> holding,
        Map<String, String> left) {
    Scan leaving(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(left);
        all.putAll(more);
        return new Scan(disk, entries, unknown, unknownKeys, holding, all);
    }

    /** The same for scans that found the same, whether or not they read what is in the files: SHA-256, 64 hex digits. */
    String digest() {
        MessageDigest digest = Sha256.digest();
        entries.forEach(entry -> add(
                digest,
                entry.path(),
                entry.fingerprint().key(),
                entry.fingerprint().size() + " " + entry.fingerprint().modifiedNanos(),
                entry.folder() ? "folder" : "file"));
        new TreeSet<>(unknown).forEach(path -> add(digest, "unknown", path));
        left.forEach((path, why) -> add(digest, "left", path, why));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** No path holds the byte 0, nor does any other part. */
    private static void add(MessageDigest digest, String... parts) {
        for (String part : parts) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
    }

    /**
     * A file or folder.
     *
     * @param path relative, with slashes
     * @param sha256 null for folders, and for files that were not read
     */
    record Entry(
            String path,
            boolean folder,
            Fingerprint fingerprint,
            @Nullable String sha256) {
        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        String folderPath() {
            return path.substring(0, Math.max(0, path.lastIndexOf('/')));
        }
    }
}
