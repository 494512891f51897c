package dev.strata.sync.feed;

import dev.strata.kernel.id.NodeId;
import dev.strata.sync.Home;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A tree that changes at random and writes each change into the log. It does more than the command side allows (it
 * changes what lies in the trash), because the feed must not depend on that.
 */
final class TreeModel {
    private final Home home;
    private final Random random;
    private final Map<NodeId, NodeId> parents = new HashMap<>();
    private final Set<NodeId> folders = new HashSet<>();
    private final Map<NodeId, Integer> files = new HashMap<>();
    private final Set<NodeId> trashed = new HashSet<>();

    TreeModel(Home home, Random random) {
        this.home = home;
        this.random = random;
        folders.add(home.root);
    }

    void adopt(NodeId folder) {
        parents.put(folder, home.root);
        folders.add(folder);
    }

    void step() {
        NodeId node = pick(parents.keySet());
        switch (node == null ? 0 : random.nextInt(10)) {
            case 0, 1 -> {
                NodeId parent = anyFolder();
                NodeId folder = home.folder(parent, "d" + random.nextInt(100));
                parents.put(folder, parent);
                folders.add(folder);
            }
            case 2, 3 -> {
                NodeId parent = anyFolder();
                NodeId file = home.file(parent, "f" + random.nextInt(100), 5);
                parents.put(file, parent);
                files.put(file, 1);
            }
            case 4 -> {
                NodeId file = pick(files.keySet());
                if (file != null) {
                    home.upload(file, files.merge(file, 1, Integer::sum), 6);
                }
            }
            case 5 -> home.rename(node, "r" + random.nextInt(100));
            case 6 -> moveOrUntrash(node);
            case 7, 8 -> trashOrUntrash(node);
            default -> purge();
        }
    }

    /** Something moves into a folder, and the folder somewhere else. */
    void moveWithAFolder() {
        NodeId node = pick(parents.keySet());
        NodeId folder = anyFolder();
        if (node != null && parents.containsKey(folder)) {
            moveOrUntrash(node, folder);
            moveOrUntrash(folder, anyFolder());
        }
    }

    /** Moves a folder, then what is in it to yet another place, and the folder back. */
    void emptyAFolderElsewhere() {
        NodeId node = pick(parents.keySet());
        NodeId folder = node == null ? null : parents.get(node);
        NodeId home = folder == null ? null : parents.get(folder);
        if (home != null) {
            moveOrUntrash(folder, anyFolder());
            moveOrUntrash(node, anyFolder());
            moveOrUntrash(folder, home);
        }
    }

    private void moveOrUntrash(NodeId node) {
        moveOrUntrash(node, anyFolder());
    }

    private void moveOrUntrash(NodeId node, NodeId to) {
        if (ancestry(to).contains(node)) {
            return;
        }
        parents.put(node, to);
        if (trashed.remove(node)) {
            home.untrash(node, to, "u" + random.nextInt(100));
        } else {
            home.move(node, to, "m" + random.nextInt(100));
        }
    }

    private void trashOrUntrash(NodeId node) {
        if (trashed.remove(node)) {
            home.untrash(node, parents.get(node), "u" + random.nextInt(100));
        } else {
            trashed.add(node);
            home.trash(node);
        }
    }

    private void purge() {
        NodeId node = pick(trashed);
        if (node != null) {
            home.purge(node);
            Set<NodeId> gone = parents.keySet().stream()
                    .filter(other -> ancestry(other).contains(node))
                    .collect(Collectors.toSet());
            parents.keySet().removeAll(gone);
            folders.removeAll(gone);
            files.keySet().removeAll(gone);
            trashed.removeAll(gone);
        }
    }

    private NodeId anyFolder() {
        NodeId folder = pick(folders);
        return folder == null ? home.root : folder;
    }

    private @Nullable NodeId pick(Set<NodeId> nodes) {
        List<NodeId> sorted = new ArrayList<>(nodes);
        sorted.sort((a, b) -> a.toString().compareTo(b.toString()));
        return sorted.isEmpty() ? null : sorted.get(random.nextInt(sorted.size()));
    }

    /** The node and everything above it. */
    private Set<NodeId> ancestry(NodeId node) {
        Set<NodeId> all = new HashSet<>();
        for (NodeId at = node; at != null; at = parents.get(at)) {
            all.add(at);
        }
        return all;
    }

    /** A node that is there now, whether or not it can be seen. */
    @Nullable
    NodeId any() {
        return pick(parents.keySet());
    }

    /** What can be seen of these nodes and of what is in them. */
    Set<NodeId> visibleIn(Set<NodeId> roots) {
        Set<NodeId> visible = visible();
        visible.removeIf(node -> ancestry(node).stream().noneMatch(roots::contains));
        return visible;
    }

    Set<NodeId> visible() {
        Set<NodeId> visible = new HashSet<>(folders);
        visible.addAll(files.keySet());
        visible.removeIf(node -> ancestry(node).stream().anyMatch(trashed::contains));
        return visible;
    }
}
