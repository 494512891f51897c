package dev.strata.kernel.node;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a node is. */
public enum NodeKind {
    FILE,
    FOLDER;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static NodeKind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
