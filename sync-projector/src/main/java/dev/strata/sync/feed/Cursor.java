package dev.strata.sync.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.strata.kernel.id.AccountId;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a reader is in the feed. {@link Cursors} gives it the form that readers see.
 *
 * @param v the format
 * @param epoch the life of the feed that the positions belong to
 * @param positions per space, the newest record that the reader has; a space that is not there was never read
 * @param mounts the same per mounted node, in the numbers of its space
 * @param entered of spaces and mounts that the reader has begun to read and not yet read through: their newest record when
 *     he began. What was forgotten up to there he never had.
 * @param lost what was mounted when the reader began this run of pages, and is not any more: until it has ended he may hold
 *     what is in it
 * @param snapshot set while the reader pages through the snapshot that was begun at the positions
 */
record Cursor(
        int v,
        UUID epoch,
        AccountId account,
        SortedMap<UUID, Long> positions,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) SortedMap<UUID, Long> mounts,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) SortedMap<UUID, Long> entered,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) SortedSet<UUID> lost,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SnapshotPlace snapshot) {
    static final int VERSION = 1;

    /** The last node of the last page. */
    record SnapshotPlace(UUID space, UUID node) {
        static final SnapshotPlace BEGINNING = new SnapshotPlace(new UUID(0, 0), new UUID(0, 0));
    }

    /** Cursors of older servers have no mounts, and say of none when it was entered. */
    @SuppressWarnings("NullAway") // what Jackson does not find is null
    Cursor {
        mounts = mounts == null ? new TreeMap<>() : mounts;
        entered = entered == null ? new TreeMap<>() : entered;
        lost = lost == null ? new TreeSet<>() : lost;
    }

    static Cursor at(UUID epoch, AccountId account, Map<UUID, Long> positions, Map<UUID, Long> mounts) {
        return new Cursor(
                VERSION,
                epoch,
                account,
                new TreeMap<>(positions),
                new TreeMap<>(mounts),
                new TreeMap<>(),
                new TreeSet<>(),
                null);
    }

    /** After a page of what follows, of which these were the newest records. */
    Cursor readOn(Map<UUID, Long> newPositions, Map<UUID, Long> newMounts, Map<UUID, Long> heads) {
        Cursor to = at(epoch, account, newPositions, newMounts);
        Map<UUID, Long> before = all();
        to.all().forEach((id, position) -> {
            boolean first = before.getOrDefault(id, 0L) == 0;
            long since = first ? heads.getOrDefault(id, 0L) : entered(id);
            if (position > 0 && since > position) {
                to.entered.put(id, since);
            }
        });
        return to;
    }

    /** In the middle of a run of pages. */
    Cursor losing(Set<UUID> roots) {
        return new Cursor(v, epoch, account, positions, mounts, entered, new TreeSet<>(roots), snapshot);
    }

    Cursor inSnapshot(SnapshotPlace place) {
        return new Cursor(v, epoch, account, positions, mounts, entered, lost, place);
    }

    Cursor afterSnapshot() {
        return new Cursor(v, epoch, account, positions, mounts, entered, lost, null);
    }

    long position(UUID space) {
        return positions.getOrDefault(space, 0L);
    }

    long mountPosition(UUID root) {
        return mounts.getOrDefault(root, 0L);
    }

    /** Up to where nothing can be missed that was forgotten, though the reader has not come so far. */
    long entered(UUID spaceOrRoot) {
        return entered.getOrDefault(spaceOrRoot, 0L);
    }

    /** Whether something that the reader may hold was forgotten before he heard that it is gone. Who has nothing misses nothing. */
    boolean misses(UUID spaceOrRoot, long horizon) {
        long position = all().getOrDefault(spaceOrRoot, 0L);
        return position > 0 && Math.max(position, entered(spaceOrRoot)) < horizon;
    }

    /** Of spaces and of mounts. */
    Map<UUID, Long> all() {
        Map<UUID, Long> all = new TreeMap<>(positions);
        all.putAll(mounts);
        return all;
    }
}
