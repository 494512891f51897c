package dev.strata.storage.pack.remote;

/** What a {@link FaultProxy} does to a request instead of passing it on. */
public enum Fault {
    /** Takes the request and never answers. */
    BLACK_HOLE,
    /** Takes the request and closes the connection as a crash would. */
    RESET,
    /** Answers 503 SlowDown. */
    SLOW_DOWN,
    /** Answers 507 XMinioStorageFull. */
    FULL,
    /** Answers 403 AccessDenied. */
    DENIED,
    /** Passes half of the body on, then cuts both connections. */
    CUT_UPLOAD,
    /** Passes all on, and cuts the connection when the server has answered. */
    LOSE_ANSWER,
    /** Answers that it is done, and does nothing. */
    LIE,
    /** Passes half of the answer's body back, then cuts the connection. */
    CUT_DOWNLOAD,
    /** Changes the last byte of the answer. */
    ALTER_DOWNLOAD
}
