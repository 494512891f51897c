package dev.strata.client.sync;

import dev.strata.client.sync.Scan.Entry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was found on this machine, and which nodes that are.
 *
 * <p>A folder on which another disk was mounted when both sides agreed at last is empty, or is not there, while that disk is
 * away, and holds other files while another one is in its place, which may even have its number. Nobody has deleted anything
 * there: it counts as unknown.
 */
record Sight(Scan scan, LocalNodes nodes, Set<String> lostDisks) {
    private static final String LOST =
            "on another disk than before, or its disk is away: nothing is deleted for what is missing in it. If it is as it "
                    + "should be: strata sync --confirm-disk";

    /** @param confirmed the folders that are as they should be, by path */
    @SuppressWarnings("MissingSummary") // the class says it
    static Sight of(String rootId, Scan scan, Map<String, SyncedNode> synced, Set<String> confirmed) {
        LocalNodes nodes = Recognition.of(rootId, scan, synced);
        Set<String> lost = lostDisks(rootId, scan, nodes, synced);
        lost.removeAll(confirmed);
        if (lost.isEmpty()) {
            return new Sight(scan, nodes, Set.of());
        }
        Scan without = without(scan, lost);
        return new Sight(without, Recognition.of(rootId, without, synced), lost);
    }

    private static Set<String> lostDisks(String rootId, Scan scan, LocalNodes nodes, Map<String, SyncedNode> synced) {
        Set<String> incomplete = new HashSet<>();
        Set<String> held = new HashSet<>();
        for (SyncedNode node : synced.values()) {
            (nodes.contains(node.id()) ? held : incomplete).add(node.place().parentId());
        }
        Set<String> taken = new HashSet<>();
        scan.entries().forEach(entry -> taken.add(entry.path()));
        Set<String> lost = new HashSet<>();
        for (SyncedNode node : synced.values()) {
            LocalNode here = nodes.get(node.id());
            SyncedNode above = synced.get(node.place().parentId());
            String diskAbove = above == null ? scan.disk() : above.fingerprint().disk();
            boolean mounted = node.folder() && isOnAnotherDisk(node, diskAbove);
            if (here == null && mounted) {
                path(rootId, node.place(), nodes)
                        .filter(path -> !taken.contains(path))
                        .ifPresent(lost::add);
            } else if (here != null && incomplete.contains(node.id())) {
                boolean emptied = mounted && !held.contains(node.id());
                if (emptied || isOnAnotherDisk(node, here.fingerprint().disk())) {
                    path(rootId, here.place(), nodes).ifPresent(lost::add);
                }
            }
        }
        return lost;
    }

    private static boolean isOnAnotherDisk(SyncedNode node, String than) {
        String disk = node.fingerprint().disk();
        return !disk.isEmpty() && !than.isEmpty() && !disk.equals(than);
    }

    /** Empty if its folder is not there either. */
    private static Optional<String> path(String rootId, Place place, LocalNodes nodes) {
        boolean there = place.parentId().equals(rootId) || nodes.contains(place.parentId());
        return there ? Optional.of(nodes.path(place)) : Optional.empty();
    }

    private static Scan without(Scan scan, Set<String> lost) {
        Set<String> unknown = new HashSet<>(scan.unknown());
        unknown.addAll(lost);
        Map<String, String> left = new TreeMap<>(scan.left());
        lost.forEach(path -> left.put(path, LOST));
        List<Entry> entries = scan.entries().stream()
                .filter(entry -> !isBelow(entry.path(), lost))
                .toList();
        return new Scan(scan.disk(), entries, unknown, scan.unknownKeys(), scan.holding(), left);
    }

    private static boolean isBelow(String path, Set<String> folders) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (folders.contains(path.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }
}
