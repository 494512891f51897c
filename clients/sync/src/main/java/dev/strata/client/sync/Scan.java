package dev.strata.client.sync;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is on this machine.
 *
 * @param entries folders before what is in them
 * @param unknown paths at which there is something, but nobody can say what: it counts neither as there nor as deleted
 * @param left what is not kept in sync, and why, by path
 */
record Scan(List<Entry> entries, Set<String> unknown, Map<String, String> left) {

    /**
     * A file or folder.
     *
     * @param path relative, with slashes
     * @param sha256 null for folders
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
