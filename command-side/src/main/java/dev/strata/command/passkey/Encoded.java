package dev.strata.command.passkey;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Base64;

/** Bytes as browsers write them: Base64 for URLs, at most 16,384 characters. */
public record Encoded(@JsonValue String value) {
    private static final int LENGTH_MAX = 16_384;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Encoded {
        if (value.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("at most %d characters".formatted(LENGTH_MAX));
        }
        decode(value);
    }

    public static Encoded of(byte[] bytes) {
        return new Encoded(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    public byte[] bytes() {
        return decode(value);
    }

    private static byte[] decode(String value) {
        return Base64.getUrlDecoder().decode(value);
    }
}
