package dev.strata.storage.gc;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * What a collection has done so far, or a dry run would have done.
 *
 * @param phase what it is doing, or was doing last
 * @param spaces that it has looked through
 * @param chunks that nobody needs, removed from the index
 * @param packs that have gone, because nothing in them was needed
 * @param rewritten packs of which only the needed chunks are kept, in other packs
 * @param orphans objects that the index did not know
 * @param bytes by which the store has become smaller
 * @param notes what could not be done, and why
 */
public record CollectionReport(
        UUID id,
        boolean dryRun,
        State state,
        String phase,
        int spaces,
        long chunks,
        long packs,
        long rewritten,
        long orphans,
        long bytes,
        List<String> notes,
        Instant startedAt,
        Instant updatedAt) {

    /** Whether it goes on, or how it ended. */
    public enum State {
        RUNNING,
        DONE,
        PAUSED,
        INTERRUPTED,
        FAILED;

        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    CollectionReport interrupted() {
        return new CollectionReport(
                id,
                dryRun,
                State.INTERRUPTED,
                phase,
                spaces,
                chunks,
                packs,
                rewritten,
                orphans,
                bytes,
                notes,
                startedAt,
                updatedAt);
    }
}
