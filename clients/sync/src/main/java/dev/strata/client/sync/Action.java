package dev.strata.client.sync;

import org.jspecify.annotations.Nullable;

/** One step towards two equal sides. */
sealed interface Action {
    String id();

    /** Takes what one side deleted and the other changed for new, so that it comes back. */
    record Forget(String id) implements Action {}

    /** Notes that both sides are the same already. */
    record Agree(SyncedNode node) implements Action {
        @Override
        public String id() {
            return node.id();
        }
    }

    /** Knows a file or folder of this machine as a node that the server has already. */
    record Bind(String id, String remoteId) implements Action {}

    record MoveLocal(String id, Place to) implements Action {}

    record MoveRemote(String id, Place to) implements Action {}

    record DeleteLocal(String id) implements Action {}

    record TrashRemote(String id) implements Action {}

    record CreateLocalFolder(String id) implements Action {}

    record CreateRemoteFolder(String id) implements Action {}

    /** Fetches the server's content, for a new file or in place of the old one. */
    record Download(String id) implements Action {}

    /** Makes a new file of the server of one that only this machine has. */
    record CreateFile(String id) implements Action {}

    /**
     * Sends a new version.
     *
     * @param base the version of the node that it was made from: if the server's content is newer, it keeps both
     */
    record AddVersion(String id, long base) implements Action {}

    /**
     * What hinders a node.
     *
     * @param code the server's, or {@code local} for this machine
     * @param of the state of the node in which it did
     */
    record Problem(
            String id,
            String action,
            String code,
            String text,
            String of,
            @Nullable Place place) {}
}
