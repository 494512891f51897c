package dev.strata.client.sync;

import org.jspecify.annotations.Nullable;

/**
 * What both sides agreed on at last.
 *
 * @param version of the node on the server when its content was agreed on
 * @param fingerprint of the file or folder on this machine then
 */
record SyncedNode(
        String id, Place place, boolean folder, @Nullable String sha256, long version, Fingerprint fingerprint) {

    SyncedNode known(Fingerprint other) {
        return new SyncedNode(id, place, folder, sha256, version, other);
    }

    SyncedNode at(Place other) {
        return new SyncedNode(id, other, folder, sha256, version, fingerprint);
    }
}
