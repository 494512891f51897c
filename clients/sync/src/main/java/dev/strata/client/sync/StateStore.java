package dev.strata.client.sync;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what the client knows. Changes are kept as a whole or not at all. */
interface StateStore {
    Saved load();

    default void keep(Update update) {
        keep(List.of(update));
    }

    /** One after the other, all of them or none. */
    void keep(List<Update> updates);

    /** What was kept. */
    record Saved(@Nullable String cursor, Collection<RemoteNode> remote, Collection<SyncedNode> synced) {}

    /**
     * A change of what is known.
     *
     * @param reset whether all that was known before is to be forgotten
     * @param cursor the place in the feed; null if it stays
     */
    record Update(
            boolean reset,
            @Nullable String cursor,
            List<RemoteNode> remote,
            List<String> remoteGone,
            List<SyncedNode> synced,
            List<String> syncedGone) {
        static final Update RESET = new Update(true, null, List.of(), List.of(), List.of(), List.of());

        static Update of(List<RemoteNode> remote, List<SyncedNode> synced, List<String> syncedGone) {
            return new Update(false, null, remote, List.of(), synced, syncedGone);
        }

        static Update ofSynced(SyncedNode node) {
            return of(List.of(), List.of(node), List.of());
        }
    }
}
