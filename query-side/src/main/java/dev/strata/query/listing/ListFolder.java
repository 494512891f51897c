package dev.strata.query.listing;

import dev.strata.platform.web.ProblemException;
import dev.strata.query.page.Cursor;
import dev.strata.query.page.PageRequest;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What is in this folder, in this order? */
public record ListFolder(Sort sort, Order order, PageRequest page) {

    /** What children are sorted by; equal ones by id. Folders are as small as can be. */
    public enum Sort {
        NAME("name_key"),
        SIZE("coalesce(size, -1)"),
        MODIFIED("CAST(extract(epoch FROM modified_at) * 1000000 AS bigint)"),
        CREATED("CAST(extract(epoch FROM created_at) * 1000000 AS bigint)");

        private final String key;

        Sort(String key) {
            this.key = key;
        }

        /** The SQL expression. */
        String key() {
            return key;
        }

        Object value(Cursor cursor) {
            return this == NAME ? cursor.text(0) : cursor.number(0);
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

    /** Names the list in its cursors: one of another order would skip children. */
    String name() {
        return "children-%s-%s".formatted(text(sort), text(order));
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
