package dev.strata.client.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the server said last about a node. The members of content are of files only.
 *
 * @param version changes with every change of the node
 * @param contentVersion the number of the newest content
 * @param gone in the trash or purged; kept until the feed says so too
 */
record RemoteNode(
        String id,
        Place place,
        boolean folder,
        long version,
        int contentVersion,
        @Nullable String sha256,
        long size,
        @Nullable Instant modifiedAt,
        boolean gone) {

    RemoteNode trashed(long at) {
        return new RemoteNode(id, place, folder, at, contentVersion, sha256, size, modifiedAt, true);
    }
}
