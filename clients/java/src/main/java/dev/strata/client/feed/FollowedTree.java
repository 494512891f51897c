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
 * What a device holds that has applied each record of the feed: the nodes that can be reached from the root and from what
 * others have shared. Refuses what breaks the feed's promises. Used by several threads.
 */
final class FollowedTree {
    private final String spaceId;
    private final Map<String, Change> nodes = new HashMap<>();
    private final Map<String, Change> mounts = new HashMap<>();

    /** Those of which something was ever shared with the account. */
    private final Set<String> spacesOfOthers = new HashSet<>();

    private @Nullable String cursor;
    private @Nullable String epoch;

    /** Of the last record, once everything that was there at the beginning has been told. */
    private long position;

    private boolean complete;

    /** @param spaceId the account's own */
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
        if (!page.hasMore()) {
            complete = true;
            dropUnreachable();
            page.records().forEach(this::requireShared);
        }
    }

    /** What others have is told only of what they have shared: at the end of a run all of that hangs together. */
    private void requireShared(Change record) {
        boolean gone = record.deleted() || record.trashed();
        FeedFault.unless(
                gone || record.spaceId().equals(spaceId) || nodes.containsKey(record.nodeId()),
                "a record of what nobody has shared",
                record,
                mounts.keySet());
    }

    private void take(Change record) {
        boolean mount = record.type().equals("mount");
        boolean own = record.spaceId().equals(spaceId);
        FeedFault.unless(
                own || (!mount && spacesOfOthers.contains(record.spaceId())),
                "a record of another space",
                record,
                spaceId);
        FeedFault.unless(
                !spaceId.equals(record.mountSpaceId()), "what is the account's own is mounted", record, spaceId);
        FeedFault.unless(!complete || !own || record.seq() > position, "positions do not grow", record, position);
        Map<String, Change> known = mount ? mounts : nodes;
        Change before = known.get(record.nodeId());
        boolean gone = record.deleted() || record.trashed();
        boolean older = before != null && before.seq() > record.seq();
        FeedFault.unless(!older || (gone && !own), "an older state", record, before);
        if (!gone) {
            known.put(record.nodeId(), record);
        } else if (!older) {
            known.remove(record.nodeId()); // A share that it left earlier may be told of later than where it went.
        }
        if (mount) {
            spacesOfOthers.add(Objects.requireNonNull(record.mountSpaceId()));
        }
        if (own) {
            position = Math.max(position, record.seq());
        }
    }

    /** A record may come before that of its folder, but not in another run of pages. */
    private void dropUnreachable() {
        Set<String> lost = new HashSet<>();
        do {
            nodes.keySet().removeAll(lost);
            lost.clear();
            nodes.values().stream()
                    .filter(node -> !isReached(node))
                    .map(Change::nodeId)
                    .forEach(lost::add);
        } while (!lost.isEmpty());
    }

    private boolean isReached(Change node) {
        String parent = node.parentId();
        return (parent == null ? node.spaceId().equals(spaceId) : nodes.containsKey(parent))
                || mounts.containsKey(node.nodeId());
    }

    @Nullable
    synchronized String cursor() {
        return cursor;
    }

    /** By id, in words that are the same for whoever holds the same. What is shared may be in what is not, or not any more. */
    synchronized Map<String, String> nodes() {
        Map<String, String> held = new TreeMap<>();
        nodes.forEach((id, node) -> held.put(
                id,
                TreeText.of(
                        node.kind(),
                        node.name(),
                        nodes.containsKey(node.parentId()) ? node.parentId() : null,
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
