package dev.strata.client.sync;

/**
 * How a file or folder of this machine is known again without reading it.
 *
 * @param key of the file system: the same after a rename, another for another file
 * @param size 0 for folders, whose content is no concern of theirs
 * @param modifiedNanos since 1970; 0 likewise
 */
record Fingerprint(String key, long size, long modifiedNanos) {
    static Fingerprint ofFolder(String key) {
        return new Fingerprint(key, 0, 0);
    }
}
