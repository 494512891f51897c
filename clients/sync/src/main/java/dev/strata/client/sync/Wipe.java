package dev.strata.client.sync;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Removes from this machine what the server has, because it ordered that. What it does not have stays. */
final class Wipe {
    private final LocalTree local;
    private final Map<String, SyncedNode> synced;
    private final Map<String, String> left = new TreeMap<>();
    private int removed;

    private Wipe(LocalTree local, Map<String, SyncedNode> synced) {
        this.local = local;
        this.synced = synced;
    }

    /**
     * What it came to.
     *
     * @param removed files
     * @param left what stays, and why
     */
    record Result(int removed, Map<String, String> left) {}

    /** It can be done again, if it could not be ended. */
    static Result run(String rootId, LocalTree local, Map<String, SyncedNode> synced) throws IOException {
        Wipe wipe = new Wipe(local, synced);
        Scan scan = local.scan();
        LocalNodes nodes = Recognition.of(rootId, scan, synced);
        wipe.left.putAll(scan.left());
        for (LocalNode node : List.copyOf(nodes.all()).reversed()) {
            if (!node.frozen()) {
                wipe.remove(node, nodes.path(node.id()));
            }
        }
        return new Result(wipe.removed, wipe.left);
    }

    private void remove(LocalNode node, String path) {
        SyncedNode agreed = synced.get(node.id());
        if (agreed == null) {
            left.put(path, "was never sent");
        } else if (!Objects.equals(agreed.sha256(), node.sha256())) {
            left.put(path, "was changed since it was sent");
        } else {
            delete(node, path);
        }
    }

    private void delete(LocalNode node, String path) {
        try {
            local.delete(path, node.fingerprint());
            removed += node.folder() ? 0 : 1;
        } catch (OutdatedException e) {
            if (!node.folder()) {
                left.put(path, "was changed just now");
            } // A folder stays for what is in it.
        } catch (IOException e) {
            left.put(path, "could not be removed: " + e.getMessage());
        }
    }
}
