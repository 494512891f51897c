package dev.strata.query.search;

import dev.strata.kernel.node.NodeKind;
import dev.strata.platform.web.ProblemException;
import dev.strata.query.listing.Node;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.PageRequest;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Which nodes are called this, or are like this?
 *
 * @param in the folder to look in; null for everything that the reader may see
 */
public record SearchNodes(Words words, @Nullable Node in, Filters filters, Moment moment, PageRequest page) {

    public static SearchNodes of(
            @Nullable String q, @Nullable Node in, Filters filters, Moment moment, PageRequest page) {
        Words words = Words.of(q == null ? "" : q);
        if (words.all().isEmpty() && filters.isEmpty()) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST, "invalid-value", "q: at least a letter or a digit, or one of the filters");
        }
        return new SearchNodes(words, in, filters, moment, page);
    }

    /**
     * What nodes are like; each that is not null narrows the answer.
     *
     * @param type how the media type begins
     * @param from the first moment of modification
     * @param to the first moment that is too late
     */
    public record Filters(
            @Nullable NodeKind kind,
            @Nullable String type,
            @Nullable String tag,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Long minSize,
            @Nullable Long maxSize) {
        boolean isEmpty() {
            return equals(new Filters(null, null, null, null, null, null, null));
        }

        public static @Nullable NodeKind kind(@Nullable String text) {
            return switch (text) {
                case null -> null;
                case "file", "folder" -> NodeKind.of(text.toLowerCase(Locale.ROOT));
                default ->
                    throw new ProblemException(
                            HttpStatus.BAD_REQUEST, "invalid-value", "kind: file or folder, not " + text);
            };
        }
    }

    /** Names the list in its cursors: one of other words or another moment would skip nodes. */
    String name() {
        return "search-%s-%s".formatted(moment.name(), words.all());
    }
}
