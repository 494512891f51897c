package dev.strata.command.node.web;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What to do when an upload meets something that it did not expect. */
enum ConflictPolicy {
    /** Refuse, and change nothing. */
    FAIL,
    /** Store it beside, under a free name. */
    KEEP_BOTH,
    /** Make it the newest version all the same; the older ones stay in the history. */
    OVERWRITE;

    @JsonCreator
    static ConflictPolicy of(String text) {
        for (ConflictPolicy policy : values()) {
            if (policy.text().equals(text)) {
                return policy;
            }
        }
        throw new IllegalArgumentException("conflict is one of fail, keep-both, overwrite; not " + text);
    }

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
