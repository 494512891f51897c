package dev.strata.endtoend.model;

import java.util.Locale;

/** What an upload does about something unexpected. */
enum Policy {
    FAIL,
    KEEP_BOTH,
    OVERWRITE;

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
