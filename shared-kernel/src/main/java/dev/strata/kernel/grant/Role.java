package dev.strata.kernel.grant;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do with a node and all below it; each role includes the ones before it. */
public enum Role {
    VIEWER,
    COMMENTER,
    EDITOR,
    OWNER;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the text form; {@link IllegalArgumentException} if it is none. */
    @JsonCreator
    public static Role of(String text) {
        return find(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "not a role: " + text + "; the roles are viewer, commenter, editor, owner"));
    }

    private static Optional<Role> find(String text) {
        return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
    }

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
