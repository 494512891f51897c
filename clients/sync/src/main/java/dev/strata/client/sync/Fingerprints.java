package dev.strata.client.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Makes fingerprints. Where a file system does not know when a file was made, the JDK answers when it was changed: then each
 * change would make another file of it. So the time of its making counts only on a disk on which it was seen to be that.
 */
final class Fingerprints {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2001-01-01T00:00:00Z"));

    private final String disk;

    private Fingerprints(String disk) {
        this.disk = disk;
    }

    /** Finds out with a file that it makes in a folder of the disk. */
    static Fingerprints of(Path folder) throws IOException {
        Path probe = Files.createTempFile(folder, "probe-", "");
        try {
            Files.setLastModifiedTime(probe, LONG_AGO);
            BasicFileAttributes attributes = attributes(probe);
            boolean known =
                    attributes.fileKey() != null && !attributes.creationTime().equals(LONG_AGO);
            return new Fingerprints(
                    known ? Fingerprint.disk(attributes.fileKey().toString()) : "");
        } finally {
            Files.delete(probe);
        }
    }

    static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** When anything of it was changed last, which nobody can set: nanoseconds since 1970; empty if the system does not tell. */
    static OptionalLong changed(Path path) throws IOException {
        try {
            FileTime time = (FileTime) Files.getAttribute(path, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
            return OptionalLong.of(time.to(TimeUnit.NANOSECONDS));
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return OptionalLong.empty();
        }
    }

    Fingerprint of(Path path, BasicFileAttributes attributes) {
        String key = key(path, attributes);
        return attributes.isDirectory()
                ? Fingerprint.ofFolder(key)
                : new Fingerprint(
                        key, attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    }

    String key(Path path, BasicFileAttributes attributes) {
        Object found = attributes.fileKey();
        if (found == null) {
            return "path:" + path;
        }
        String key = found.toString();
        return Fingerprint.disk(key).equals(disk)
                ? key + " " + attributes.creationTime().to(TimeUnit.NANOSECONDS)
                : key;
    }

    /** Whether two keys mean one file, though it was not known for one of them when the file was made. */
    static boolean isSame(String key, String other) {
        return key.equals(other) || key.startsWith(other + " ") || other.startsWith(key + " ");
    }
}
