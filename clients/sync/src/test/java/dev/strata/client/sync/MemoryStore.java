package dev.strata.client.sync;

import dev.strata.client.sync.StateStore.Update.Forget;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Outlives the process of a device. */
final class MemoryStore implements StateStore {
    private static final int LATEST_MAX = 4;

    private final Map<String, RemoteNode> remote = new TreeMap<>();
    private final Map<String, SyncedNode> synced = new TreeMap<>();
    private @Nullable String cursor;

    /** What it was before each of the last changes. */
    private final Deque<Saved> latest = new ArrayDeque<>();

    @Override
    public Saved load() {
        return new Saved(cursor, List.copyOf(remote.values()), List.copyOf(synced.values()));
    }

    @Override
    public void keep(List<Update> updates) {
        latest.addLast(load());
        if (latest.size() > LATEST_MAX) {
            latest.removeFirst();
        }
        updates.forEach(this::take);
    }

    /** As when the power fails: some of what was kept last is as it was before. */
    void losePower(Random random) {
        for (int lost = random.nextInt(LATEST_MAX); lost > 0 && !latest.isEmpty(); lost--) {
            Saved before = latest.removeLast();
            remote.clear();
            synced.clear();
            cursor = before.cursor();
            before.remote().forEach(node -> remote.put(node.id(), node));
            before.synced().forEach(node -> synced.put(node.id(), node));
        }
    }

    private void take(Update update) {
        if (update.forget() != Forget.NOTHING) {
            remote.clear();
            cursor = null;
        }
        if (update.forget() == Forget.ALL) {
            synced.clear();
        }
        if (update.cursor() != null) {
            cursor = update.cursor();
        }
        update.remote().forEach(node -> remote.put(node.id(), node));
        update.remoteGone().forEach(remote::remove);
        update.synced().forEach(node -> synced.put(node.id(), node));
        update.syncedGone().forEach(synced::remove);
    }
}
