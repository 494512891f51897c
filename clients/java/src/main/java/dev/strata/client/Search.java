package dev.strata.client;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What to look for: parts of names, and what nodes are like. Each thing that is said narrows the answer.
 *
 * <pre>{@code
 * Search photos = Search.named("holiday").type("image/");
 * client.now().search(photos, null).items();
 * }</pre>
 */
public final class Search {
    private final Map<String, Object> parameters;

    private Search(Map<String, Object> parameters) {
        this.parameters = parameters;
    }

    /** Everything; at least one thing must be said. */
    public static Search any() {
        return new Search(Map.of());
    }

    /** Names with all of these words in them, or words that contain them. */
    public static Search named(String words) {
        return any().with("q", words);
    }

    /** Anywhere below this folder. */
    public Search below(String folderId) {
        return with("in", folderId);
    }

    /** @param kind {@code file} or {@code folder} */
    @SuppressWarnings("MissingSummary") // the names say it
    public Search kind(String kind) {
        return with("kind", kind);
    }

    /** The beginning of the media type, such as {@code image/}. */
    public Search type(String type) {
        return with("type", type);
    }

    public Search tag(String tag) {
        return with("tag", tag);
    }

    /** Modified then, or later. */
    public Search modifiedFrom(Instant from) {
        return with("from", from);
    }

    /** Modified before that. */
    public Search modifiedBefore(Instant to) {
        return with("to", to);
    }

    public Search minSize(long bytes) {
        return with("minSize", bytes);
    }

    public Search maxSize(long bytes) {
        return with("maxSize", bytes);
    }

    private Search with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return new Search(more);
    }

    Parameters in(Parameters request) {
        parameters.forEach(request::with);
        return request;
    }
}
