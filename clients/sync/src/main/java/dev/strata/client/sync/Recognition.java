package dev.strata.client.sync;

import dev.strata.client.sync.Scan.Entry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says which node each file and folder of this machine is. What is at the place of a node is that node, so that a program
 * that saves by writing a new file and renaming it makes a version; unless it is another node that was moved here, which
 * the file system's key tells, while the node of this place is to be found elsewhere. What is at no node's place is the
 * one that its key tells, else the one of the same content that has vanished.
 */
final class Recognition {
    private final String rootId;
    private final Scan scan;
    private final Map<String, SyncedNode> synced;
    private final Map<Place, SyncedNode> syncedAt = new HashMap<>();
    private final Map<String, SyncedNode> syncedByKey;
    private final Map<String, Entry> scannedByKey;
    private final Map<String, List<Entry>> folderContents = new HashMap<>();
    private final Map<String, String> ids = new HashMap<>();
    private final Set<String> claimed = new HashSet<>();

    private Recognition(String rootId, Scan scan, Map<String, SyncedNode> synced) {
        this.rootId = rootId;
        this.scan = scan;
        this.synced = synced;
        synced.values().forEach(node -> syncedAt.put(node.place(), node));
        syncedByKey = unique(synced.values(), node -> node.fingerprint().key());
        scannedByKey = unique(scan.entries(), entry -> entry.fingerprint().key());
        scan.entries()
                .forEach(entry -> folderContents
                        .computeIfAbsent(entry.folderPath(), _ -> new ArrayList<>())
                        .add(entry));
        ids.put("", rootId);
        claimed.add(rootId);
    }

    /** What several have tells none of them. */
    private static <K, V> Map<K, V> unique(Collection<V> all, Function<V, K> key) {
        Map<K, V> found = new HashMap<>();
        Set<K> twice = new HashSet<>();
        for (V each : all) {
            if (found.put(key.apply(each), each) != null) {
                twice.add(key.apply(each));
            }
        }
        found.keySet().removeAll(twice);
        return found;
    }

    static LocalNodes of(String rootId, Scan scan, Map<String, SyncedNode> synced) {
        return new Recognition(rootId, scan, synced).recognise();
    }

    private LocalNodes recognise() {
        folders();
        files();
        LocalNodes nodes = new LocalNodes(rootId);
        Map<String, String> paths = new HashMap<>();
        for (Entry entry : scan.entries()) {
            String id = idOf(entry);
            Place place = new Place(folderOf(entry), entry.name());
            boolean frozen = scan.unknown().contains(entry.path());
            nodes.put(new LocalNode(id, place, entry.folder(), entry.fingerprint(), entry.sha256(), frozen));
            paths.put(id, entry.path());
            if (scan.holding().contains(entry.path())) {
                nodes.hold(id);
            }
        }
        paths.put(rootId, "");
        synced.values().forEach(node -> freeze(node, nodes, paths));
        return nodes;
    }

    private String idOf(Entry entry) {
        return Objects.requireNonNull(ids.get(entry.path()), entry.path());
    }

    private String folderOf(Entry entry) {
        return Objects.requireNonNull(ids.get(entry.folderPath()), entry.path());
    }

    private void folders() {
        Deque<String> open = new ArrayDeque<>(List.of(""));
        Deque<Entry> later = new ArrayDeque<>();
        while (!open.isEmpty() || !later.isEmpty()) {
            if (open.isEmpty()) {
                Entry entry = later.removeFirst();
                String id = byKey(entry);
                claim(entry, id == null ? newId(entry) : id);
                open.add(entry.path());
            } else {
                for (Entry entry : contents(open.removeFirst())) {
                    String id = entry.folder() ? byPlace(entry) : null;
                    if (id != null) {
                        claim(entry, id);
                        open.add(entry.path());
                    } else if (entry.folder()) {
                        later.add(entry);
                    }
                }
            }
        }
    }

    private List<Entry> contents(String folder) {
        return folderContents.getOrDefault(folder, List.of());
    }

    private void files() {
        List<Entry> files =
                scan.entries().stream().filter(entry -> !entry.folder()).toList();
        files = without(files, this::byPlace);
        files = without(files, this::byKey);
        Map<List<Object>, SyncedNode> vanished = unique(
                synced.values().stream()
                        .filter(node -> !node.folder() && !claimed.contains(node.id()))
                        .toList(),
                node -> content(node.sha256(), node.fingerprint()));
        Map<List<Object>, Entry> found = unique(files, entry -> content(entry.sha256(), entry.fingerprint()));
        files = without(files, entry -> {
            List<Object> content = content(entry.sha256(), entry.fingerprint());
            SyncedNode node = found.containsKey(content) ? vanished.get(content) : null;
            return node == null || entry.fingerprint().size() == 0 ? null : node.id();
        });
        files.forEach(entry -> claim(entry, newId(entry)));
    }

    private static List<Object> content(@Nullable String sha256, Fingerprint fingerprint) {
        return List.of(String.valueOf(sha256), fingerprint.size());
    }

    private List<Entry> without(List<Entry> entries, Function<Entry, @Nullable String> recognised) {
        List<Entry> left = new ArrayList<>();
        for (Entry entry : entries) {
            String id = recognised.apply(entry);
            if (id == null) {
                left.add(entry);
            } else {
                claim(entry, id);
            }
        }
        return left;
    }

    private void claim(Entry entry, String id) {
        ids.put(entry.path(), id);
        claimed.add(id);
    }

    private static String newId(Entry entry) {
        return "new:" + entry.path();
    }

    private @Nullable String byPlace(Entry entry) {
        SyncedNode here = syncedAt.get(new Place(folderOf(entry), entry.name()));
        if (here == null || here.folder() != entry.folder() || claimed.contains(here.id())) {
            return null;
        }
        SyncedNode other = known(entry);
        return other == null || other.equals(here) || !isElsewhere(here, entry) ? here.id() : other.id();
    }

    private boolean isElsewhere(SyncedNode node, Entry than) {
        Entry found = scannedByKey.get(node.fingerprint().key());
        return found != null && found.folder() == node.folder() && !found.equals(than);
    }

    private @Nullable String byKey(Entry entry) {
        SyncedNode node = known(entry);
        return node == null ? null : node.id();
    }

    /** The node that this was when both sides agreed at last, if nothing else is it now. */
    private @Nullable SyncedNode known(Entry entry) {
        String key = entry.fingerprint().key();
        SyncedNode node = syncedByKey.get(key);
        if (node == null || node.folder() != entry.folder() || !scannedByKey.containsKey(key)) {
            return null;
        }
        return claimed.contains(node.id()) ? null : node;
    }

    /** A node that is not found, at a place of which nobody can say what is there, stays as it was. */
    private void freeze(SyncedNode node, LocalNodes nodes, Map<String, String> paths) {
        if (nodes.contains(node.id())) {
            return;
        }
        String folder = node.place().parentId();
        SyncedNode above = synced.get(folder);
        if (above != null) {
            freeze(above, nodes, paths);
        }
        LocalNode holder = nodes.get(folder);
        String path = paths.get(folder);
        String own = path == null || path.isEmpty()
                ? node.place().name()
                : path + "/" + node.place().name();
        boolean unknown = (path != null && scan.unknown().contains(own))
                || scan.unknownKeys().contains(node.fingerprint().key());
        boolean unknownRoot = folder.equals(rootId) && scan.unknown().contains("");
        if (unknown || unknownRoot || (holder != null && holder.frozen())) {
            nodes.put(LocalNode.frozen(node));
        }
    }
}
