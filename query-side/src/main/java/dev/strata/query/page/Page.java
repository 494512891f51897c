package dev.strata.query.page;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextCursor where the next part begins; null if this was the last
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    /**
     * The page that begins {@code rows}.
     *
     * @param rows one more than the page may hold, if there are so many
     * @param cursor of the row that a page ends with
     */
    public static <T> Page<T> of(List<T> rows, PageRequest request, Function<T, Cursor> cursor) {
        if (rows.size() <= request.limit()) {
            return new Page<>(rows, null);
        }
        List<T> items = rows.subList(0, request.limit());
        return new Page<>(items, cursor.apply(items.getLast()).text());
    }

    public <R> Page<R> withItems(List<R> others) {
        return new Page<>(others, nextCursor);
    }
}
