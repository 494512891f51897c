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
     * @param forget what was known before and is to be forgotten
     * @param cursor the place in the feed; null if it stays
     */
    record Update(
            Forget forget,
            @Nullable String cursor,
            List<RemoteNode> remote,
            List<String> remoteGone,
            List<SyncedNode> synced,
            List<String> syncedGone) {
        /** Neither side counts as known: both are kept. */
        static final Update RESET = new Update(Forget.ALL, null, List.of(), List.of(), List.of(), List.of());

        /** The server shows anew what it has; what both sides agreed on and it does not show any more was deleted there. */
        static final Update EXPIRED = new Update(Forget.SERVER, null, List.of(), List.of(), List.of(), List.of());

        enum Forget {
            NOTHING,
            /** The tree of the server and the place in the feed. */
            SERVER,
            /** And what was agreed on. */
            ALL
        }

        static Update of(List<RemoteNode> remote, List<SyncedNode> synced, List<String> syncedGone) {
            return new Update(Forget.NOTHING, null, remote, List.of(), synced, syncedGone);
        }

        static Update ofSynced(SyncedNode node) {
            return of(List.of(), List.of(node), List.of());
        }
    }
}
