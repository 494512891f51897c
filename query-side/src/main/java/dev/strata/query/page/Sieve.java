package dev.strata.query.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fills pages from candidates of which not all can be shown. Gives up after many: then a page is shorter than it might
 * be, and the next one goes on behind what was looked at.
 *
 * @param candidates in the order of the list
 * @param shown what the candidates that can be shown look like
 */
public record Sieve<C, T>(Candidates<C> candidates, Function<List<C>, Map<C, T>> shown, Function<C, Cursor> cursor) {
    private static final int EFFORT = 20_000;
    private static final int BATCH_MAX = 4_000;

    /** Where candidates come from. */
    public interface Candidates<C> {
        /**
         * Those behind another one.
         *
         * @param rows how many; fewer come back only if there are no more
         */
        List<C> after(@Nullable C last, int rows);
    }

    /** @param last what the page before this one ended with */
    @SuppressWarnings("MissingSummary")
    public Page<T> page(PageRequest request, @Nullable C last) {
        List<T> items = new ArrayList<>();
        C latest = last;
        int rows = request.rows();
        for (int looked = 0; looked < EFFORT; looked += rows) {
            List<C> batch = candidates.after(latest, rows);
            Map<C, T> visible = shown.apply(batch);
            for (C candidate : batch) {
                T item = visible.get(candidate);
                if (item != null && items.size() == request.limit()) {
                    return new Page<>(items, nextCursor(latest));
                }
                if (item != null) {
                    items.add(item);
                }
                latest = candidate;
            }
            if (batch.size() < rows) {
                return new Page<>(items, null);
            }
            rows = Math.min(2 * rows, BATCH_MAX);
        }
        return new Page<>(items, nextCursor(latest));
    }

    private @Nullable String nextCursor(@Nullable C latest) {
        return latest == null ? null : cursor.apply(latest).text();
    }
}
