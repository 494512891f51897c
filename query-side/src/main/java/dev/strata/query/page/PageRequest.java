package dev.strata.query.page;

import dev.strata.platform.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Which part of a list is asked for. */
public record PageRequest(int limit, @Nullable String cursor) {
    public static final int LIMIT_MAX = 1_000;

    /** What a controller offers if the caller says nothing. */
    public static final String LIMIT_DEFAULT = "100";

    public PageRequest {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST, "invalid-limit", "A limit is 1 to %d, not %d.".formatted(LIMIT_MAX, limit));
        }
    }

    /** One more than asked for shows whether there is a next page. */
    public int rows() {
        return limit + 1;
    }

    /** The cursor, if it belongs to this list; null to begin. */
    public @Nullable Cursor after(String list, int keys) {
        return cursor == null ? null : Cursor.parse(cursor, list, keys);
    }
}
