package dev.strata.command.group.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What people call a group: 1 to 100 characters, none of them control characters. */
public record GroupName(@JsonValue String value) {
    public static final int LENGTH_MAX = 100;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public GroupName {
        if (value.isBlank() || value.length() > LENGTH_MAX || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a group's name has 1 to %d characters, none of them control characters".formatted(LENGTH_MAX));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
