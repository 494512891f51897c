package dev.strata.sync.feed;

import dev.strata.kernel.id.AccountId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far the feeds of all spaces of an account, and of what it has mounted, have come, at one moment. */
record FeedHeads(UUID epoch, List<Head> spaces, List<Mount> mounts) {
    record Head(UUID space, long seq, long horizon) {}

    /**
     * A node of another space.
     *
     * @param seq the newest number of the space that concerns what is in the node
     * @param head the newest number of the space
     * @param home the own space, in which the mount has a record
     * @param mounted the number of that
     */
    record Mount(UUID root, UUID space, long seq, long head, long horizon, UUID home, long mounted) {}

    private record Row(UUID epoch, UUID space, long seq, long horizon, boolean rebuilding) {}

    private record MountRow(Mount mount, boolean rebuilding) {}

    /** @param mountsMax of more mounts, the feed carries what is in the oldest nodes */
    @SuppressWarnings("MissingSummary")
    static FeedHeads read(JdbcClient jdbc, AccountId account, int mountsMax) {
        List<Row> rows = jdbc.sql("""
                SELECT f.epoch, s.space_id, s.head, least(s.horizon, s.head) AS horizon, s.last_position < s.rebuild_until AS rebuilding
                FROM sync.feed f LEFT JOIN sync.space s ON s.owner = ?
                ORDER BY s.space_id
                """)
                .param(account.value())
                .query((row, _) -> new Row(
                        row.getObject("epoch", UUID.class),
                        row.getObject("space_id", UUID.class),
                        row.getLong("head"),
                        row.getLong("horizon"),
                        row.getBoolean("rebuilding")))
                .list();
        List<MountRow> mounts = jdbc.sql("""
                SELECT share.root_id, share.space_id, share.seq, s.head, share.horizon, mount.space_id AS home,
                    mount.seq AS mounted,
                    s.last_position < s.rebuild_until AS rebuilding
                FROM sync.space home
                JOIN sync.record mount ON mount.space_id = home.space_id AND mount.type = 'mount' AND NOT mount.deleted
                    AND (mount.expires_at IS NULL OR mount.expires_at > now())
                JOIN sync.share ON share.root_id = mount.node_id
                JOIN sync.space s ON s.space_id = share.space_id
                WHERE home.owner = ?
                ORDER BY share.root_id LIMIT ?
                """)
                .params(account.value(), mountsMax)
                .query((row, _) -> new MountRow(
                        new Mount(
                                row.getObject("root_id", UUID.class),
                                row.getObject("space_id", UUID.class),
                                row.getLong("seq"),
                                row.getLong("head"),
                                row.getLong("horizon"),
                                row.getObject("home", UUID.class),
                                row.getLong("mounted")),
                        row.getBoolean("rebuilding")))
                .list();
        if (rows.stream().anyMatch(Row::rebuilding) || mounts.stream().anyMatch(MountRow::rebuilding)) {
            throw new FeedRebuildingException();
        }
        return new FeedHeads(
                rows.getFirst().epoch(),
                rows.stream()
                        .filter(row -> row.space() != null)
                        .map(row -> new Head(row.space(), row.seq(), row.horizon()))
                        .toList(),
                mounts.stream().map(MountRow::mount).toList());
    }

    /** The cursor of a reader who has everything. */
    Cursor end(AccountId account) {
        return Cursor.at(epoch, account, spacePositions(), mountPositions());
    }

    /** The cursor of a reader who has nothing of what is shared with him, and will have everything else. */
    Cursor start(AccountId account) {
        return Cursor.at(epoch, account, spacePositions(), Map.of());
    }

    private Map<UUID, Long> spacePositions() {
        Map<UUID, Long> positions = new TreeMap<>();
        spaces.forEach(head -> positions.put(head.space(), head.seq()));
        return positions;
    }

    private Map<UUID, Long> mountPositions() {
        Map<UUID, Long> positions = new TreeMap<>();
        mounts.forEach(mount -> positions.put(mount.root(), mount.seq()));
        return positions;
    }

    /** The cursor of a reader who has come so far in each space and mount, also in what he has mounted no more. */
    Cursor at(AccountId account, Map<UUID, Long> positions) {
        Map<UUID, Long> ofSpaces = new TreeMap<>(positions);
        Map<UUID, Long> ofMounts = new TreeMap<>(positions);
        Set<UUID> own = spacePositions().keySet();
        ofSpaces.keySet().retainAll(own);
        ofMounts.keySet().removeAll(own);
        return Cursor.at(epoch, account, ofSpaces, ofMounts);
    }

    /** Refuses a cursor from which this feed cannot be read on. */
    void check(Cursor cursor) {
        if (!cursor.epoch().equals(epoch)) {
            throw FeedResetException.epoch();
        }
        boolean ahead = spaces.stream().anyMatch(head -> cursor.position(head.space()) > head.seq())
                || mounts.stream().anyMatch(mount -> cursor.mountPosition(mount.root()) > mount.head());
        if (ahead) {
            throw FeedResetException.epoch();
        }
        boolean expired = spaces.stream().anyMatch(head -> cursor.misses(head.space(), head.horizon()))
                || mounts.stream().anyMatch(mount -> cursor.misses(mount.root(), mount.horizon()))
                || mounts.stream().anyMatch(mount -> isBack(mount, cursor));
        if (expired) {
            throw FeedResetException.expired();
        }
    }

    /**
     * Whether the reader may hold what is in it, though no position of his says so: it was there when he began this run, or he
     * had heard of it and it was one too many since.
     */
    private static boolean isBack(Mount mount, Cursor cursor) {
        boolean tooMany = !cursor.mounts().isEmpty()
                && !cursor.mounts().containsKey(mount.root())
                && mount.mounted() <= cursor.position(mount.home())
                && mount.horizon() > 0;
        return cursor.snapshot() == null && (tooMany || cursor.lost().contains(mount.root()));
    }

    /** What the reader of a cursor had mounted, and has not any more. */
    Set<UUID> lost(Cursor cursor) {
        Set<UUID> lost = new TreeSet<>(cursor.lost());
        lost.addAll(cursor.mounts().keySet());
        mounts.forEach(mount -> lost.remove(mount.root()));
        return lost;
    }

    boolean beyond(Cursor cursor) {
        return spaces.stream().anyMatch(head -> head.seq() > cursor.position(head.space()))
                || mounts.stream().anyMatch(mount -> mount.seq() > cursor.mountPosition(mount.root()));
    }
}
