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
import java.util.Map;
import java.util.Set;

/** What the drive shows to whoever reads it folder by folder. */
final class ReadTree {
    private final Reads reads;

    ReadTree(StrataClient client) {
        this.reads = client.now();
    }

    /** As {@link FollowedTree#nodes}. */
    Map<String, String> nodes() throws IOException {
        Map<String, String> nodes = new HashMap<>();
        Node root = reads.path("/");
        nodes.put(root.id(), text(root));
        Deque<String> open = new ArrayDeque<>(Set.of(root.id()));
        while (!open.isEmpty()) {
            String folder = open.pop();
            for (Node node : Page.all(cursor -> reads.children(folder, cursor))) {
                nodes.put(node.id(), text(node));
                if (node.kind().equals("folder")) {
                    open.push(node.id());
                }
            }
        }
        return nodes;
    }

    private static String text(Node node) {
        return TreeText.of(
                node.kind(),
                node.name(),
                node.parentId(),
                node.version(),
                node.contentVersion(),
                node.size(),
                node.sha256());
    }

    /** The ids of what others have shared with the account. */
    Set<String> shared() throws IOException {
        Set<String> shared = new HashSet<>();
        Page.all(reads::sharedWithMe).forEach(node -> shared.add(node.id()));
        return shared;
    }
}
