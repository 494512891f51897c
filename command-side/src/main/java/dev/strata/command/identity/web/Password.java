package dev.strata.command.identity.web;

import com.fasterxml.jackson.annotation.JsonCreator;

/** A password as somebody typed it: 8 to 256 characters (NIST SP 800-63B, 3.1.1.2), never shown. */
record Password(String value) {
    private static final int LENGTH_MIN = 8;
    private static final int LENGTH_MAX = 256;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Password {
        if (value.length() < LENGTH_MIN || value.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("a password has %d to %d characters".formatted(LENGTH_MIN, LENGTH_MAX));
        }
    }

    @Override
    public String toString() {
        return "Password";
    }
}
