package dev.strata.command.identity.web;

import com.fasterxml.jackson.annotation.JsonCreator;

/** An ID token as somebody sends it: at most 16,384 characters, never shown. */
record IdToken(String value) {
    private static final int LENGTH_MAX = 16_384;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    IdToken {
        if (value.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("at most %d characters".formatted(LENGTH_MAX));
        }
    }

    @Override
    public String toString() {
        return "IdToken";
    }
}
