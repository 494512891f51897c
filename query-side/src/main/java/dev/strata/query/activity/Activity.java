package dev.strata.query.activity;

import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.NodeId;
import dev.strata.query.sharing.Person;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody did, told to people.
 *
 * @param kind of the event, such as {@code file-created}
 * @param detail what else the event says that a person would ask for
 */
public record Activity(
        Instant at,
        @Nullable Person actor,
        @Nullable DeviceId device,
        String kind,
        @Nullable Subject node,
        Map<String, Object> detail) {

    /** @param name that it had right after */
    @SuppressWarnings("MissingSummary")
    public record Subject(NodeId id, @Nullable String name) {}
}
