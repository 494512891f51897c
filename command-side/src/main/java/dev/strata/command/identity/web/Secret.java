package dev.strata.command.identity.web;

import com.fasterxml.jackson.annotation.JsonCreator;

/** Something that proves who somebody is: at most 1,024 characters, never shown. */
record Secret(String value) {
    private static final int LENGTH_MAX = 1_024;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Secret {
        if (value.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("at most %d characters".formatted(LENGTH_MAX));
        }
    }

    @Override
    public String toString() {
        return "Secret";
    }
}
