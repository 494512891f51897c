package dev.strata.command.node.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What somebody says about a node. Line breaks and tabs are welcome, other control characters are not. */
public record Description(@JsonValue String value) {
    public static final int LENGTH_MAX = 2_000;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Description {
        if (value.isEmpty() || value.codePointCount(0, value.length()) > LENGTH_MAX) {
            throw new IllegalArgumentException("a description has 1 to %d characters".formatted(LENGTH_MAX));
        }
        if (!PlainText.isPlain(value.replaceAll("[\\n\\r\\t]", ""))) {
            throw new IllegalArgumentException("a description cannot contain control characters");
        }
    }
}
