package dev.strata.command.node.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A word that somebody puts on a node, compared as given. */
public record Tag(@JsonValue String value) {
    public static final int LENGTH_MAX = 64;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Tag {
        if (value.isBlank() || value.codePointCount(0, value.length()) > LENGTH_MAX) {
            throw new IllegalArgumentException("a tag has 1 to %d characters".formatted(LENGTH_MAX));
        }
        if (!PlainText.isPlain(value)) {
            throw new IllegalArgumentException("a tag cannot contain control characters");
        }
    }

    /** For Spring, which converts path variables through it. */
    public static Tag of(String text) {
        return new Tag(text);
    }
}
