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

    private static final String MOUNT = "mount:";

    /** That a node of somebody else is shared with this account, which is known beside the node itself. */
    static RemoteNode mount(String nodeId, long version, boolean gone) {
        return new RemoteNode(MOUNT + nodeId, new Place("", ""), true, version, 0, null, 0, null, gone);
    }

    /** The node that is shared, if this says so; null otherwise. */
    @Nullable
    String mounted() {
        return id.startsWith(MOUNT) ? id.substring(MOUNT.length()) : null;
    }

    RemoteNode trashed(long at) {
        return new RemoteNode(id, place, folder, at, contentVersion, sha256, size, modifiedAt, true);
    }
}
