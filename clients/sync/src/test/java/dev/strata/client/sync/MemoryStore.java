package dev.strata.client.sync;

import dev.strata.client.sync.StateStore.Update.Forget;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Outlives the process of a device. */
final class MemoryStore implements StateStore {
    private final Map<String, RemoteNode> remote = new TreeMap<>();
    private final Map<String, SyncedNode> synced = new TreeMap<>();
    private @Nullable String cursor;

    @Override
    public Saved load() {
        return new Saved(cursor, List.copyOf(remote.values()), List.copyOf(synced.values()));
    }

    @Override
    public void keep(List<Update> updates) {
        updates.forEach(this::take);
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
