package dev.strata.client.sync;

import java.util.Set;

/** The server said no, and changed nothing. */
final class RefusedException extends RuntimeException {
    /** Refusals of what was true a moment ago: the feed will say what is true now. */
    private static final Set<String> STALE = Set.of(
            "version-conflict",
            "name-taken",
            "node-not-found",
            "parent-not-found",
            "node-trashed",
            "parent-trashed",
            "node-not-trashed");

    private final String code;

    RefusedException(String code, String message) {
        super(message);
        this.code = code;
    }

    String code() {
        return code;
    }

    boolean stale() {
        return STALE.contains(code);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
