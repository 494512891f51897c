package dev.strata.kernel.link;

/** What somebody wants of a link. */
public enum LinkAct {
    /** To know whether it is there, and whether it needs a password. */
    ASK,
    /** To see what is behind it. */
    LOOK,
    /** To fetch a content: counts. */
    DOWNLOAD,
    /** To put a new file there. */
    UPLOAD,
    /** To change what is there. */
    EDIT
}
