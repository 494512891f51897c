package dev.strata.client.sync;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The three trees that a plan is made from. The ids of nodes are the same in each.
 *
 * @param remote what the server has, below the root
 * @param local what this machine has
 * @param synced what both had when they agreed at last
 * @param doubtful what was not found on this machine, but may be there
 * @param leftOut what else the server has
 */
record Trees(
        String rootId,
        Map<String, RemoteNode> remote,
        LocalNodes local,
        Map<String, SyncedNode> synced,
        Set<String> doubtful,
        LeftOut leftOut) {
    /** Those that are on one side at least. */
    Set<String> present() {
        Set<String> ids = new LinkedHashSet<>(remote.keySet());
        ids.addAll(local.ids());
        return ids;
    }

    boolean remoteHas(String id) {
        return id.equals(rootId) || remote.containsKey(id);
    }

    boolean isRemotelyWithin(String id, String folderId) {
        String at = id;
        while (!at.equals(folderId)) {
            RemoteNode node = remote.get(at);
            if (node == null) {
                return false;
            }
            at = node.place().parentId();
        }
        return true;
    }
}
