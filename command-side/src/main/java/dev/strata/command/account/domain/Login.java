package dev.strata.command.account.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Pattern;

/** What somebody signs in with: 3 to 64 characters of {@code a-z 0-9 . _ @ + -}; case does not matter. */
public record Login(@JsonValue String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{2,63}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Login {
        if (!isOne(value)) {
            throw new IllegalArgumentException(
                    "a login has 3 to 64 characters: letters, digits and . _ @ + -, the first a letter or digit");
        }
    }

    public static boolean isOne(String value) {
        return ALLOWED.matcher(value).matches();
    }

    /** Logins with one key are one login. */
    public String key() {
        return value.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return value;
    }
}
