package dev.strata.client;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An upload that could not become a version of the file that it was meant for.
 *
 * <pre>{@code
 * for (Conflict conflict : client.now().conflicts(null).items()) {
 *     client.settle(conflict, Conflict.Keep.BOTH);
 * }
 * }</pre>
 *
 * @param id of the conflict, and of the copy that holds what was uploaded
 * @param original null if it is gone or cannot be seen
 * @param base the version that the upload was made from; null if nobody knows
 * @param head the version that was newest instead
 * @param device that uploaded
 */
public record Conflict(
        String id,
        Node copy,
        @Nullable Node original,
        @Nullable FileVersion base,
        @Nullable FileVersion head,
        Instant recordedAt,
        @Nullable String by,
        @Nullable String device) {

    /** Which content the original has from now on. */
    public enum Keep {
        /** The copy's. */
        MINE,
        /** Its own. */
        THEIRS,
        /** Its own, and the copy stays a file beside it. */
        BOTH;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
