package dev.strata.client.feed;

import dev.strata.client.Node;
import dev.strata.client.Page;
import dev.strata.client.Reads;
import dev.strata.client.StrataClient;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the drive shows to whoever reads it folder by folder. */
final class ReadTree {
    private final Reads reads;

    ReadTree(StrataClient client) {
        this.reads = client.now();
    }

    /** As {@link FollowedTree#nodes}: the account's own, and what others share with it. */
    Map<String, String> nodes() throws IOException {
        Map<String, String> nodes = new HashMap<>();
        Node root = reads.path("/");
        read(root, nodes);
        nodes.put(root.id(), text(root, null));
        for (Node shared : Page.all(reads::sharedWithMe)) {
            read(shared, nodes);
            nodes.putIfAbsent(shared.id(), text(shared, null)); // It may be in another one.
        }
        return nodes;
    }

    private void read(Node top, Map<String, String> nodes) throws IOException {
        Deque<Node> open = new ArrayDeque<>(List.of(top));
        while (!open.isEmpty()) {
            Node folder = open.pop();
            if (folder.kind().equals("folder")) {
                for (Node node : Page.all(cursor -> reads.children(folder.id(), cursor))) {
                    nodes.put(node.id(), text(node, folder.id()));
                    open.push(node);
                }
            }
        }
    }

    private static String text(Node node, @Nullable String parentId) {
        return TreeText.of(
                node.kind(), node.name(), parentId, node.version(), node.contentVersion(), node.size(), node.sha256());
    }

    /** The ids of what others have shared with the account. */
    Set<String> shared() throws IOException {
        Set<String> shared = new HashSet<>();
        Page.all(reads::sharedWithMe).forEach(node -> shared.add(node.id()));
        return shared;
    }
}
