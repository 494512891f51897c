package dev.strata.command.identity.web;

import dev.strata.platform.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Which part of a list is asked for: how many at most, behind which key. Rows are read one more than that. */
record ListPart(int limit, @Nullable String cursor) {
    static final String LIMIT_DEFAULT = "100";
    private static final int LIMIT_MAX = 1_000;

    ListPart {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST, "invalid-limit", "A limit is 1 to %d, not %d.".formatted(LIMIT_MAX, limit));
        }
    }

    /** The key to go on behind; the first one at the beginning. */
    String key(String first) {
        if (cursor == null) {
            return first;
        }
        try {
            String key = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (key.indexOf('\0') < 0) {
                return key;
            }
        } catch (IllegalArgumentException _) {
            throw invalid();
        }
        throw invalid();
    }

    long number(long first) {
        try {
            return Long.parseLong(key(Long.toString(first)));
        } catch (NumberFormatException _) {
            throw invalid();
        }
    }

    <T> List<T> items(List<T> rows) {
        return rows.size() <= limit ? rows : rows.subList(0, limit);
    }

    <T> @Nullable String next(List<T> rows, Function<T, String> key) {
        return rows.size() <= limit
                ? null
                : Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(key.apply(rows.get(limit - 1)).getBytes(StandardCharsets.UTF_8));
    }

    private static ProblemException invalid() {
        return new ProblemException(
                HttpStatus.BAD_REQUEST,
                "invalid-cursor",
                "The cursor is not one that this list has given out. Begin without one.");
    }
}
