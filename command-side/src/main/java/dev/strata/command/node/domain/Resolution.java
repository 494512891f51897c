package dev.strata.command.node.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** How a conflict is closed. Mine is the conflict copy, theirs the file that it could not go into. */
public enum Resolution {
    MINE,
    THEIRS,
    BOTH,
    MERGED;

    @JsonCreator
    public static Resolution of(String text) {
        return Arrays.stream(values())
                .filter(resolution -> resolution.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("one of mine, theirs, both, merged; not " + text));
    }

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
