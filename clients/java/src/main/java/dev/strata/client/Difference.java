package dev.strata.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a node between two instants.
 *
 * <pre>{@code
 * for (Difference found : client.history().diff(folder.id(), yesterday, null, null).items()) {
 *     System.out.println(found.nodeId() + " " + found.changes());
 * }
 * }</pre>
 *
 * @param changes how, such as {@code added} or {@code moved}; several if more than one thing became of it
 * @param before null if it was not there
 * @param after null if it is not there
 */
public record Difference(
        String nodeId,
        String kind,
        List<String> changes,
        @Nullable Node before,
        @Nullable Node after) {}
