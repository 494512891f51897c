package dev.strata.sync.feed;

import dev.strata.kernel.id.AccountId;
import dev.strata.sync.feed.Cursor.SnapshotPlace;
import dev.strata.sync.feed.FeedHeads.Head;
import dev.strata.sync.feed.FeedHeads.Mount;
import dev.strata.sync.feed.FeedRecords.InSnapshot;
import dev.strata.sync.feed.Shares.Passed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads the feed of an account, in pages. A page is read from one state of the database. */
@Component
public class ChangeFeed {
    /** Stands for the cursor of a reader who wants only what comes from now on. */
    private static final String LATEST = "latest";

    /** A share is found among the records of its space: so many are looked at in one statement, and in one page. */
    private static final int PASSED_AT_ONCE = 1_000;

    private static final int PASSED_MAX = 20_000;

    private final JdbcClient jdbc;
    private final FeedRecords records;
    private final Shares shares;
    private final Cursors cursors;
    private final int mountsMax;
    private final TransactionTemplate oneState;

    /** Readers use half of the connections: a crowd that comes at once waits here, and does not make others wait. */
    private final Semaphore reads;

    ChangeFeed(
            JdbcClient jdbc,
            FeedRecords records,
            Shares shares,
            Cursors cursors,
            PlatformTransactionManager transactions,
            @Value("${strata.limits.feed-mounts}") int mountsMax,
            @Value("${spring.datasource.hikari.maximum-pool-size:32}") int connections) {
        this.jdbc = jdbc;
        this.records = records;
        this.shares = shares;
        this.cursors = cursors;
        this.mountsMax = mountsMax;
        this.oneState = new TransactionTemplate(transactions);
        oneState.setReadOnly(true);
        oneState.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.reads = new Semaphore(Math.max(1, connections / 2), true);
    }

    /** What comes after the cursor; without one, the beginning of a snapshot. */
    public Page page(AccountId account, @Nullable String cursor, int limit) {
        return inOneState(account, heads -> {
            if (cursor == null) {
                return snapshot(null, heads.start(account).inSnapshot(SnapshotPlace.BEGINNING), heads, limit);
            }
            if (cursor.equals(LATEST)) {
                String head = cursors.write(heads.end(account));
                return new Page(head, head, false, heads.epoch(), List.of());
            }
            Cursor at = cursors.read(cursor, account);
            check(heads, at);
            return at.snapshot() == null ? deltas(cursor, at, heads, limit) : snapshot(cursor, at, heads, limit);
        });
    }

    /**
     * Where something is mounted no more, and something else of its space is, nobody can say what the reader holds of that: he
     * may know a node by the one at a place at which it was when the other was not shared yet, or had not been read so far.
     */
    private void check(FeedHeads heads, Cursor at) {
        heads.check(at);
        Set<UUID> lost = heads.lost(at);
        if (!lost.isEmpty()) {
            Set<UUID> spaces = shares.spaces(lost);
            if (heads.mounts().stream().anyMatch(mount -> spaces.contains(mount.space()))) {
                throw FeedResetException.expired();
            }
        }
    }

    /** Of the account's own spaces: what is shared with it follows, from its beginning. */
    private Page snapshot(@Nullable String from, Cursor at, FeedHeads heads, int limit) {
        SnapshotPlace place = at.snapshot() == null ? SnapshotPlace.BEGINNING : at.snapshot();
        List<UUID> spaces = List.copyOf(at.positions().keySet());
        List<InSnapshot> found = records.snapshot(spaces, place, limit);
        Cursor to = found.size() < limit
                ? at.afterSnapshot()
                : at.inSnapshot(placeOf(found.getLast().change()));
        return new Page(
                from,
                cursors.write(to),
                to.snapshot() != null || heads.beyond(to),
                heads.epoch(),
                found.stream()
                        .filter(row -> !row.hidden())
                        .map(InSnapshot::change)
                        .toList());
    }

    private static SnapshotPlace placeOf(Change change) {
        return new SnapshotPlace(change.spaceId().value(), change.nodeId().value());
    }

    private Page deltas(String from, Cursor at, FeedHeads heads, int limit) {
        List<Change> page = new ArrayList<>();
        Map<UUID, Long> positions = new TreeMap<>();
        for (Head head : heads.spaces()) {
            positions.put(head.space(), readSpace(head, at.position(head.space()), limit, page));
        }
        Map<UUID, Long> mounts = new TreeMap<>();
        for (Mount mount : heads.mounts()) {
            long position = at.mountPosition(mount.root());
            mounts.put(mount.root(), readMount(mount, rootsIn(mount.space(), heads), position, limit, page));
        }
        Cursor to = at.readOn(positions, mounts, heads.end(at.account()).all());
        boolean more = heads.beyond(to);
        return new Page(from, cursors.write(more ? to.losing(heads.lost(at)) : to), more, heads.epoch(), page);
    }

    /** Answers how far the page goes in the space. */
    private long readSpace(Head head, long position, int limit, List<Change> page) {
        int room = limit - page.size();
        if (head.seq() == position || room == 0) {
            return position;
        }
        List<Change> found = records.after(head.space(), position, room);
        page.addAll(found);
        return found.size() < room ? head.seq() : found.getLast().seq();
    }

    /** Answers how far the page goes in the mount. */
    private long readMount(Mount mount, UUID[] roots, long from, int limit, List<Change> page) {
        long position = from;
        int passed = 0;
        UUID[] nodes = mount.seq() - from > Shares.FEW_NODES && page.size() < limit
                ? shares.fewIn(mount).orElse(null)
                : null;
        while (position < mount.seq() && page.size() < limit && passed < PASSED_MAX) {
            List<Passed> rows = shares.after(mount, roots, nodes, position, PASSED_AT_ONCE);
            passed += rows.size();
            for (Passed row : rows) {
                if (page.size() == limit) {
                    return position;
                }
                position = row.seq();
                if (row.change() != null) {
                    page.add(row.change());
                }
            }
            if (rows.size() < PASSED_AT_ONCE) {
                return mount.seq();
            }
        }
        return position;
    }

    private static UUID[] rootsIn(UUID space, FeedHeads heads) {
        return heads.mounts().stream()
                .filter(mount -> mount.space().equals(space))
                .map(Mount::root)
                .toArray(UUID[]::new);
    }

    /** The nodes of others whose content the feed of the account carries. */
    public List<UUID> mounts(AccountId account) {
        return inOneState(account, FeedHeads::mounts).stream().map(Mount::root).toList();
    }

    /** The cursor of a reader who has everything, and the positions in it. */
    public Place head(AccountId account) {
        return inOneState(account, heads -> place(heads.end(account)));
    }

    /** What a cursor stands for. One in the middle of a snapshot stands for nothing yet. */
    public Place read(AccountId account, String cursor) {
        return inOneState(account, heads -> {
            Cursor at = cursors.read(cursor, account);
            check(heads, at);
            return at.snapshot() == null ? place(at) : new Place(cursor, Map.of());
        });
    }

    /** What a cursor that was given to the account says; nothing in the middle of a snapshot. */
    Map<UUID, Long> positions(AccountId account, String cursor) {
        Cursor at = cursors.read(cursor, account);
        return at.snapshot() == null ? at.all() : Map.of();
    }

    /** The cursor of a reader who has read so far. */
    public String cursor(AccountId account, Map<UUID, Long> positions) {
        return inOneState(account, heads -> cursors.write(heads.at(account, positions)));
    }

    private Place place(Cursor cursor) {
        return new Place(cursors.write(cursor), cursor.all());
    }

    /**
     * A cursor with what it holds.
     *
     * @param positions per space, and per node that is mounted
     */
    public record Place(String cursor, Map<UUID, Long> positions) {}

    private <T> T inOneState(AccountId account, Function<FeedHeads, T> read) {
        reads.acquireUninterruptibly();
        try {
            return oneState.execute(_ -> read.apply(FeedHeads.read(jdbc, account, mountsMax)));
        } finally {
            reads.release();
        }
    }
}
