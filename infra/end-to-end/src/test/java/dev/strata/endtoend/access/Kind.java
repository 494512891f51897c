package dev.strata.endtoend.access;

/** What a caller is to the node at hand, in the order of the table's columns. */
enum Kind {
    ANONYMOUS,
    STRANGER,
    VIEWER,
    EDITOR,
    OWNER,
    /** Was an editor until the grant was taken back. */
    REVOKED,
    /** Was an editor until the grant ended by itself. */
    EXPIRED,
    /** Nobody who has a link to edit. */
    LINK,
    /** An administrator, who has been granted nothing. */
    ADMIN;

    boolean hasAccount() {
        return this != ANONYMOUS && this != LINK;
    }
}
