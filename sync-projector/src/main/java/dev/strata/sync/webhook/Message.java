package dev.strata.sync.webhook;

import dev.strata.kernel.id.NodeId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that receivers are told of. */
sealed interface Message permits NodeMessage, NotificationMessage {
    /** The same whenever it is told. */
    String id();

    /** In the log. */
    long position();

    String kind();

    /** What must be told in order is on one line. */
    UUID line();

    /** Grows along the line. */
    long version();

    /** Null if it is of no single one. */
    @Nullable
    NodeId node();

    /** Of equal length, so that receivers can compare them as texts. */
    static String sequence(long position) {
        return "%019d".formatted(position);
    }
}
