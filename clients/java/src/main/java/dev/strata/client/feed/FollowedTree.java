package dev.strata.client.feed;

import dev.strata.client.Changes;
import dev.strata.client.Changes.Change;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a device holds that has applied each record of the feed: the nodes that can be reached from the root, and the
 * nodes of others. Refuses what breaks the feed's promises. Used by several threads.
 */
final class FollowedTree {
    private final String spaceId;
    private final Map<String, Change> nodes = new HashMap<>();
    private final Map<String, Change> mounts = new HashMap<>();
    private @Nullable String cursor;
    private @Nullable String epoch;

    /** Of the last record, once everything that was there at the beginning has been told. */
    private long position;

    private boolean complete;
    private long pages;
    private long records;

    /** @param spaceId the only space that records may be of */
    @SuppressWarnings("MissingSummary") // the type says it
    FollowedTree(String spaceId) {
        this.spaceId = spaceId;
    }

    synchronized void take(Changes page) {
        FeedFault.unless(
                Objects.equals(page.from(), cursor),
                "a page does not begin where the one before it ended",
                page.from(),
                cursor);
        FeedFault.unless(
                epoch == null || epoch.equals(page.epoch()), "another epoch, and nobody said so", page.epoch(), epoch);
        page.records().forEach(this::take);
        cursor = page.to();
        epoch = page.epoch();
        pages++;
        records += page.records().size();
        if (!page.hasMore()) {
            complete = true;
            dropUnreachable();
        }
    }

    private void take(Change record) {
        FeedFault.unless(record.spaceId().equals(spaceId), "a record of another space", record, spaceId);
        FeedFault.unless(
                !spaceId.equals(record.mountSpaceId()), "what is the account's own is mounted", record, spaceId);
        FeedFault.unless(!complete || record.seq() > position, "positions do not grow", record, position);
        Map<String, Change> known = record.type().equals("mount") ? mounts : nodes;
        Change before = known.get(record.nodeId());
        FeedFault.unless(before == null || before.seq() <= record.seq(), "an older state", record, before);
        if (record.deleted() || record.trashed()) {
            known.remove(record.nodeId());
        } else {
            known.put(record.nodeId(), record);
        }
        position = Math.max(position, record.seq());
    }

    /** A record may come before that of its folder, but not in another run of pages. */
    private void dropUnreachable() {
        Set<String> lost = new HashSet<>();
        do {
            nodes.keySet().removeAll(lost);
            lost.clear();
            nodes.values().stream()
                    .filter(node -> node.parentId() != null && !nodes.containsKey(node.parentId()))
                    .map(Change::nodeId)
                    .forEach(lost::add);
        } while (!lost.isEmpty());
    }

    @Nullable
    synchronized String cursor() {
        return cursor;
    }

    synchronized long pages() {
        return pages;
    }

    synchronized long records() {
        return records;
    }

    /** By id, in words that are the same for whoever holds the same. */
    synchronized Map<String, String> nodes() {
        Map<String, String> held = new TreeMap<>();
        nodes.forEach((id, node) -> held.put(
                id,
                TreeText.of(
                        node.kind(),
                        node.name(),
                        node.parentId(),
                        node.version(),
                        node.contentVersion(),
                        node.size(),
                        node.sha256())));
        return held;
    }

    /** By id: of which space, in which role. */
    synchronized Map<String, String> mounts() {
        Map<String, String> held = new TreeMap<>();
        mounts.forEach((id, mount) -> held.put(id, "%s of %s".formatted(mount.role(), mount.mountSpaceId())));
        return held;
    }

    /** What two trees hold differently; empty if nothing. */
    static List<String> differences(String name, Map<String, String> found, Map<String, String> expected) {
        Set<String> all = new HashSet<>(found.keySet());
        all.addAll(expected.keySet());
        return all.stream()
                .filter(id -> !Objects.equals(found.get(id), expected.get(id)))
                .sorted()
                .map(id -> "%s: %s is %s, in the snapshot %s"
                        .formatted(name, id, found.getOrDefault(id, "missing"), expected.getOrDefault(id, "missing")))
                .toList();
    }
}
