package dev.strata.sync.feed;

import dev.strata.kernel.id.AccountId;
import dev.strata.sync.feed.Cursor.SnapshotPlace;
import dev.strata.sync.feed.FeedRecords.InSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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

    private final JdbcClient jdbc;
    private final FeedRecords records;
    private final Cursors cursors;
    private final TransactionTemplate oneState;

    ChangeFeed(JdbcClient jdbc, FeedRecords records, Cursors cursors, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.records = records;
        this.cursors = cursors;
        this.oneState = new TransactionTemplate(transactions);
        oneState.setReadOnly(true);
        oneState.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** What comes after the cursor; without one, the beginning of a snapshot. */
    public Page page(AccountId account, @Nullable String cursor, int limit) {
        return inOneState(() -> {
            FeedHeads heads = FeedHeads.read(jdbc, account);
            if (cursor == null) {
                Cursor start = Cursor.at(heads.epoch(), account, heads.positions());
                return snapshot(null, start.inSnapshot(SnapshotPlace.BEGINNING), heads, limit);
            }
            if (cursor.equals(LATEST)) {
                String head = cursors.write(Cursor.at(heads.epoch(), account, heads.positions()));
                return new Page(head, head, false, heads.epoch(), List.of());
            }
            Cursor at = cursors.read(cursor, account);
            heads.check(at);
            return at.snapshot() == null ? deltas(cursor, at, heads, limit) : snapshot(cursor, at, heads, limit);
        });
    }

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
        for (FeedHeads.Head head : heads.spaces()) {
            long position = at.position(head.space());
            int room = limit - page.size();
            List<Change> found = head.seq() == position ? List.of() : records.after(head.space(), position, room);
            page.addAll(found);
            boolean full = found.size() == room && head.seq() > position;
            positions.put(
                    head.space(),
                    !full
                            ? head.seq()
                            : found.isEmpty() ? position : found.getLast().seq());
        }
        Cursor to = Cursor.at(heads.epoch(), at.account(), positions);
        return new Page(from, cursors.write(to), heads.beyond(to), heads.epoch(), page);
    }

    /** The cursor of a reader who has everything, and the positions in it. */
    public Place head(AccountId account) {
        return inOneState(() -> {
            FeedHeads heads = FeedHeads.read(jdbc, account);
            return place(Cursor.at(heads.epoch(), account, heads.positions()));
        });
    }

    /** What a cursor stands for. One in the middle of a snapshot stands for nothing yet. */
    public Place read(AccountId account, String cursor) {
        return inOneState(() -> {
            Cursor at = cursors.read(cursor, account);
            FeedHeads.read(jdbc, account).check(at);
            return at.snapshot() == null ? place(at) : new Place(cursor, Map.of());
        });
    }

    /** The cursor of a reader who has read so far. */
    public String cursor(AccountId account, Map<UUID, Long> positions) {
        return inOneState(
                () -> cursors.write(Cursor.at(FeedHeads.read(jdbc, account).epoch(), account, positions)));
    }

    private Place place(Cursor cursor) {
        return new Place(cursors.write(cursor), cursor.positions());
    }

    /**
     * A cursor with what it holds.
     *
     * @param positions per space
     */
    public record Place(String cursor, Map<UUID, Long> positions) {}

    private <T> T inOneState(Supplier<T> read) {
        return oneState.execute(_ -> read.get());
    }
}
