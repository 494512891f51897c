package dev.strata.client.sync;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * How a file or folder of this machine is known again without reading it.
 *
 * @param key of the file system: the same after a rename, another for another file
 * @param size 0 for folders, whose content is no concern of theirs
 * @param modifiedNanos since 1970; 0 likewise
 */
record Fingerprint(String key, long size, long modifiedNanos) {
    private static final String DISK = "(dev=";
    private static final long UNSETTLED_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** The disk that it is on; empty where the system does not tell. */
    String disk() {
        return disk(key);
    }

    /** Of {@code (dev=10302,ino=17) 1700000000}, as the systems with inodes call their files, the first number. */
    static String disk(String key) {
        int end = key.indexOf(',');
        return key.startsWith(DISK) && end > 0 ? key.substring(DISK.length(), end) : "";
    }

    static Fingerprint ofFolder(String key) {
        return new Fingerprint(key, 0, 0);
    }

    /** What was agreed on, in a file that was put in place of the one in which it was. */
    Fingerprint keyOf(Fingerprint other) {
        return new Fingerprint(other.key, size, modifiedNanos);
    }

    /** A file changed so lately that it could change once more without its time showing it must be read again. */
    boolean isSettledAt(Instant instant) {
        return FileTime.from(instant).to(TimeUnit.NANOSECONDS) - modifiedNanos > UNSETTLED_NANOS;
    }
}
