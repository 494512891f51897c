package dev.strata.sync.queue;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a device has not acknowledged and did not do itself.
 *
 * @param type {@code node} or {@code mount}, as in the feed
 * @param kind {@code file} or {@code folder}; null for a mount
 * @param name null for a mount, and for what has gone for good
 * @param size of the file, in bytes; null for what is none
 * @param op the last thing that happened to it
 * @param gone whether it is to go from the device
 */
public record QueueItem(
        UUID spaceId,
        UUID nodeId,
        String type,
        @Nullable String kind,
        @Nullable String name,
        @Nullable Long size,
        String op,
        boolean gone,
        Instant changedAt) {
    public Key key() {
        return new Key(changedAt, spaceId, nodeId);
    }

    /** Where a page of them ends. */
    public record Key(Instant changedAt, UUID space, UUID node) {
        /** Comes before all. */
        public static final Key FIRST = new Key(Instant.EPOCH, new UUID(0, 0), new UUID(0, 0));

        private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

        /**
         * The same from a text.
         *
         * @throws IllegalArgumentException if it is not what {@link #text} has said
         */
        public static Key parse(String text) {
            String[] parts = text.split("_", -1);
            if (parts.length != 3) {
                throw new IllegalArgumentException(text);
            }
            try {
                Instant at = Instant.parse(parts[0]);
                if (at.isBefore(Instant.EPOCH) || at.isAfter(LAST)) {
                    throw new IllegalArgumentException(text);
                }
                return new Key(at, UUID.fromString(parts[1]), UUID.fromString(parts[2]));
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(text, e);
            }
        }

        public String text() {
            return changedAt + "_" + space + "_" + node;
        }
    }
}
