package dev.strata.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One thing that somebody did.
 *
 * <pre>{@code
 * for (AuditEntry entry : client.audit(node.id(), null).items()) {
 *     System.out.println(entry.at() + " " + entry.type() + " by " + entry.actor());
 * }
 * }</pre>
 *
 * @param position of the event in the log
 * @param type the event's short name, such as {@code NodeRenamed}
 * @param detail the event itself
 */
public record AuditEntry(
        long position,
        String eventId,
        Instant at,
        String type,
        @Nullable String actor,
        @Nullable String device,
        @Nullable String address,
        @Nullable String node,
        @Nullable String space,
        @Nullable JsonNode detail) {}
