package dev.strata.endtoend.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an undo is about; null or empty does not narrow it.
 *
 * @param since the number of the moment after which it begins
 * @param from the instant of it
 * @param until the number of the moment at which it ends
 * @param to the instant of it
 * @param operation an earlier undo
 */
record Filter(
        int since,
        Instant from,
        @Nullable Integer until,
        @Nullable Instant to,
        @Nullable String actor,
        @Nullable String operation,
        List<String> kinds) {
    static Filter since(int moment, Instant from) {
        return new Filter(moment, from, null, null, null, null, List.of());
    }
}
