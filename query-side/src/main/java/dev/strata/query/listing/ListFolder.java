package dev.strata.query.listing;

import dev.strata.platform.web.ProblemException;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.Cursor;
import dev.strata.query.page.PageRequest;
import dev.strata.query.projection.Columns;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What was in this folder, in this order? */
public record ListFolder(Sort sort, Order order, Moment moment, PageRequest page) {

    /** What children are sorted by; equal ones by id. Folders are as small as can be. */
    public enum Sort {
        /** As people expect it: without case, numbers by their value. */
        NAME("name_sort"),
        SIZE("coalesce(size, -1)"),
        MODIFIED("modified_at"),
        CREATED("created_at"),
        /** Files, then folders; each by name. */
        KIND("(kind || ' ' || name_sort)");

        private final String key;

        Sort(String key) {
            this.key = key;
        }

        /** The SQL expression. */
        String key() {
            return key;
        }

        Object value(Cursor cursor) {
            return switch (this) {
                case NAME, KIND -> cursor.text(0);
                case SIZE -> cursor.number(0);
                case MODIFIED, CREATED -> Columns.utc(cursor.time(0));
            };
        }

        /** What a cursor holds of a child. */
        Object value(Node child, String sortKey) {
            return switch (this) {
                case NAME, KIND, SIZE -> sortKey;
                case MODIFIED -> child.modifiedAt();
                case CREATED -> child.createdAt();
            };
        }

        public static Sort of(String text) {
            return parse(values(), text, "sort");
        }
    }

    /** Upwards or downwards. */
    public enum Order {
        ASC,
        DESC;

        public static Order of(String text) {
            return parse(values(), text, "order");
        }
    }

    /** Names the list in its cursors: one of another order or moment would skip children. */
    String name() {
        return "children-%s-%s-%s".formatted(text(sort), text(order), moment.name());
    }

    @Nullable
    Cursor after() {
        return page.after(name(), 2);
    }

    private static <T extends Enum<T>> T parse(T[] values, String text, String parameter) {
        return Arrays.stream(values)
                .filter(value -> text(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.BAD_REQUEST,
                        "invalid-value",
                        "%s: one of %s, not %s"
                                .formatted(
                                        parameter,
                                        Arrays.stream(values)
                                                .map(ListFolder::text)
                                                .toList(),
                                        text)));
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
