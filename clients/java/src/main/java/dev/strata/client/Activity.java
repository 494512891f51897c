package dev.strata.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something that somebody did, told to people.
 *
 * <pre>{@code
 * for (Activity activity : client.history().activity(folder.id(), null).items()) {
 *     System.out.println(activity.at() + " " + activity.kind());
 * }
 * }</pre>
 *
 * @param kind of the event, such as {@code file-created}
 * @param detail what else a person would ask for
 */
public record Activity(
        Instant at,
        @Nullable Person actor,
        @Nullable String device,
        String kind,
        @Nullable Subject node,
        @Nullable JsonNode detail) {

    /** Somebody, as others see them. */
    public record Person(
            String accountId, String login, @Nullable String displayName) {}

    /** @param name that it had right after */
    @SuppressWarnings("MissingSummary") // the type says it
    public record Subject(String id, @Nullable String name) {}
}
