package dev.strata.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * <pre>{@code
 * List<Node> children = Page.all(cursor -> client.children(folder.id(), cursor));
 * }</pre>
 *
 * @param nextCursor asks for the part behind this one; null when there is none
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    /** Asks for one part. */
    @FunctionalInterface
    public interface Part<T> {
        Page<T> at(@Nullable String cursor) throws IOException;
    }

    /** All parts, one after the other. */
    public static <T> List<T> all(Part<T> list) throws IOException {
        List<T> all = new ArrayList<>();
        String cursor = null;
        do {
            Page<T> page = list.at(cursor);
            all.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        return all;
    }
}
