package dev.strata.sync.feed;

import dev.strata.kernel.id.NodeId;
import dev.strata.sync.Home;
import dev.strata.sync.SyncServer;
import dev.strata.sync.feed.Change.OfMount;
import dev.strata.sync.feed.Change.OfNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A device as the feed expects one: applies records, and holds what it can reach from its root and from what it has mounted. */
final class Reader {
    /** More in one life are not by chance: it would never come to an end. */
    private static final int RESETS_MAX = 100;

    private final ChangeFeed feed;
    private final Home home;
    private final Map<NodeId, OfNode> nodes = new HashMap<>();
    private final Map<NodeId, OfMount> mounts = new HashMap<>();
    private @Nullable String cursor;
    private int resets;

    Reader(SyncServer server, Home home) {
        this(server.bean(ChangeFeed.class), home);
    }

    Reader(ChangeFeed feed, Home home) {
        this.feed = feed;
        this.home = home;
    }

    /** Another device with the same content and the same cursor. */
    Reader copy() {
        Reader copy = new Reader(feed, home);
        copy.nodes.putAll(nodes);
        copy.mounts.putAll(mounts);
        copy.cursor = cursor;
        return copy;
    }

    /** Reads until nothing is left, in pages of this size. */
    Reader catchUp(int limit) {
        boolean more = true;
        while (more) {
            more = readPage(limit);
        }
        prune();
        return this;
    }

    boolean readPage(int limit) {
        try {
            Page page = feed.page(home.account, cursor, limit);
            page.records().forEach(this::apply);
            cursor = page.to();
            return page.hasMore();
        } catch (FeedResetException e) {
            if (cursor == null || resets > RESETS_MAX) {
                throw e;
            }
            return beginAnew();
        }
    }

    /** What the snapshot will lack was deleted. */
    private boolean beginAnew() {
        resets++;
        nodes.clear();
        mounts.clear();
        cursor = null;
        return true;
    }

    /** How often the feed has sent this device back to the beginning. */
    int resets() {
        return resets;
    }

    private void apply(Change change) {
        switch (change) {
            case OfNode node when isOlder(node) -> {}
            case OfNode node when node.deleted() || node.trashed() -> nodes.remove(node.nodeId());
            case OfNode node -> nodes.put(node.nodeId(), node);
            case OfMount mount when mount.deleted() -> mounts.remove(mount.nodeId());
            case OfMount mount -> mounts.put(mount.nodeId(), mount);
        }
    }

    private boolean isOlder(OfNode node) {
        OfNode known = nodes.get(node.nodeId());
        return known != null && known.seq() > node.seq();
    }

    private void prune() {
        Set<NodeId> lost = new HashSet<>();
        do {
            nodes.keySet().removeAll(lost);
            lost.clear();
            nodes.values().stream()
                    .filter(node -> !isReached(node))
                    .map(OfNode::nodeId)
                    .forEach(lost::add);
        } while (!lost.isEmpty());
    }

    private boolean isReached(OfNode node) {
        return node.nodeId().equals(home.root)
                || mounts.containsKey(node.nodeId())
                || (node.parentId() != null && nodes.containsKey(node.parentId()));
    }

    @Nullable
    String cursor() {
        return cursor;
    }

    /** What the device holds, in words that do not depend on when it was told. */
    Map<String, String> state() {
        Map<String, String> state = new TreeMap<>();
        nodes.forEach((id, node) -> state.put(
                id.toString(),
                "%s %s v%d c%s shared=%s"
                        .formatted(
                                nodes.containsKey(node.parentId()) ? node.parentId() : null,
                                node.name(),
                                node.version(),
                                node.contentVersion(),
                                node.shared())));
        mounts.forEach((id, mount) -> state.put("mount " + id, mount.mountSpaceId() + " " + mount.role()));
        return state;
    }

    Set<NodeId> held() {
        return nodes.keySet();
    }
}
