package dev.strata.endtoend.model;

/** A random choice, made before anybody knows which nodes there will be: its numbers stand for them. */
record Action(What what, int client, int node, int other, int name, int guess) {
    enum What {
        CREATE_FOLDER,
        CREATE_FILE,
        ADD_VERSION,
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
        RESOLVE
    }
}
