package dev.strata.command.comment.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What somebody says in a comment. Line breaks and tabs are welcome, other control characters are not. */
public record CommentText(@JsonValue String value) {
    public static final int LENGTH_MAX = 10_000;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CommentText {
        if (value.isBlank() || value.codePointCount(0, value.length()) > LENGTH_MAX) {
            throw new IllegalArgumentException("a comment has 1 to %d characters".formatted(LENGTH_MAX));
        }
        if (!value.codePoints().allMatch(CommentText::isPlain)) {
            throw new IllegalArgumentException("a comment cannot contain control characters");
        }
    }

    private static boolean isPlain(int point) {
        return point == '\n'
                || point == '\r'
                || point == '\t'
                || !(Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE);
    }

    /** Without what was said. */
    @Override
    public String toString() {
        return "CommentText";
    }
}
