package dev.strata.endtoend.model;

import java.util.Locale;

/** What somebody may do; each includes the ones before it. */
enum Role {
    NONE,
    VIEWER,
    COMMENTER,
    EDITOR,
    OWNER;

    boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    Role or(Role other) {
        return includes(other) ? this : other;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
