package dev.strata.endtoend.model;

import java.util.Arrays;
import java.util.List;

/** A random choice, made before anybody knows which nodes there will be: its numbers stand for them. */
record Action(What what, int client, int node, int other, int name, int guess) {
    enum What {
        CREATE_FOLDER,
        CREATE_FILE,
        ADD_VERSION,
        CONFLICT,
        RESTORE_VERSION,
        RENAME,
        MOVE,
        TRASH,
        UNTRASH,
        PURGE,
        EMPTY_TRASH,
        GIVE,
        REVOKE,
        COPY,
        TAG,
        UNTAG,
        DESCRIBE,
        SET_TIME,
        LOCK,
        UNLOCK,
        STAR,
        UNSTAR,
        HOLD,
        LIFT,
        RESOLVE,
        BATCH,
        UNDO,
        REWIND
    }

    private static final List<What> IN_BATCHES = Arrays.stream(What.values())
            .filter(what -> switch (what) {
                case EMPTY_TRASH, GIVE, REVOKE, HOLD, LIFT, RESOLVE, BATCH, UNDO, REWIND -> false;
                default -> true;
            })
            .toList();

    /** An item of the batch that this action is. */
    Action item(int index) {
        What one = IN_BATCHES.get((other + name + index * 7) % IN_BATCHES.size());
        return new Action(one, client, node + index * 37, other + index * 53, name + index * 5, guess + index * 3);
    }
}
