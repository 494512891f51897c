package dev.strata.client.sync;

import org.jspecify.annotations.Nullable;

/**
 * A file or folder of this machine.
 *
 * @param id of the node that it is; made up while there is none
 * @param frozen true if nobody knows what is there now, so that it stays as it is
 */
record LocalNode(
        String id,
        Place place,
        boolean folder,
        Fingerprint fingerprint,
        @Nullable String sha256,
        boolean frozen) {
    static LocalNode frozen(SyncedNode node) {
        return new LocalNode(node.id(), node.place(), node.folder(), node.fingerprint(), node.sha256(), true);
    }

    LocalNode at(Place other) {
        return new LocalNode(id, other, folder, fingerprint, sha256, frozen);
    }

    LocalNode as(String otherId) {
        return new LocalNode(otherId, place, folder, fingerprint, sha256, frozen);
    }
}
