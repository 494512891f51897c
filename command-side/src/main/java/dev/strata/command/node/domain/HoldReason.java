package dev.strata.command.node.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Why something may not be removed, for people. */
public record HoldReason(@JsonValue String value) {
    public static final int LENGTH_MAX = 500;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public HoldReason {
        if (value.isBlank() || value.codePointCount(0, value.length()) > LENGTH_MAX || !PlainText.isPlain(value)) {
            throw new IllegalArgumentException(
                    "a reason has 1 to %d characters, none of them a control character".formatted(LENGTH_MAX));
        }
    }
}
