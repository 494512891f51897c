package dev.strata.query.operation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far the last replay of a projection is.
 *
 * @param compareOnly whether the shadow is to be thrown away in the end
 * @param done how many events the shadow has taken in
 * @param total how many there were when this was written down
 * @param detail what came of it, once it has ended
 * @param comparison what the shadow was compared with, table by table; empty before
 */
public record ReplayProgress(
        String projection,
        State state,
        boolean compareOnly,
        long done,
        long total,
        double eventsPerSecond,
        Instant startedAt,
        Instant updatedAt,
        @Nullable String detail,
        List<TableComparison> comparison) {
    /** In this order, but for the ends. */
    public enum State {
        BUILDING,
        COMPARING,
        SWAPPING,
        /** The shadow is what is read now, or was thrown away as asked. */
        DONE,
        FAILED,
        /** The process that ran it has ended; what was read before is still read. */
        INTERRUPTED;

        public boolean isEnd() {
            return this == DONE || this == FAILED || this == INTERRUPTED;
        }

        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
