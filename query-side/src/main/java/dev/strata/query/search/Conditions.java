package dev.strata.query.search;

import dev.strata.query.projection.Columns;
import dev.strata.query.search.SearchNodes.Filters;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of a WHERE clause that {@link Filters} make: only those that were given, so that PostgreSQL can choose an
 * index.
 *
 * @param areOnState whether they need more than the place of a node
 */
record Conditions(String sql, Map<String, Object> parameters, boolean areOnState) {

    static Conditions of(Filters filters) {
        StringBuilder sql = new StringBuilder();
        Map<String, Object> parameters = new HashMap<>();
        add(sql, parameters, "starts_with(lower(n.media_type), :type)", "type", folded(filters.type()));
        add(sql, parameters, "n.tags <> '{}' AND n.tags @> ARRAY[CAST(:tag AS text)]", "tag", filters.tag());
        add(
                sql,
                parameters,
                "n.modified_at >= :from",
                "from",
                filters.from() == null ? null : Columns.utc(filters.from()));
        add(sql, parameters, "n.modified_at < :to", "to", filters.to() == null ? null : Columns.utc(filters.to()));
        add(sql, parameters, "n.size >= :minSize", "minSize", filters.minSize());
        add(sql, parameters, "n.size <= :maxSize", "maxSize", filters.maxSize());
        boolean onState = !parameters.isEmpty();
        add(
                sql,
                parameters,
                "p.kind = :kind",
                "kind",
                filters.kind() == null ? null : filters.kind().text());
        return new Conditions(sql.toString(), parameters, onState);
    }

    private static @Nullable String folded(@Nullable String type) {
        return type == null ? null : type.toLowerCase(Locale.ROOT);
    }

    private static void add(
            StringBuilder sql, Map<String, Object> parameters, String condition, String name, @Nullable Object value) {
        if (value != null) {
            sql.append(" AND ").append(condition);
            parameters.put(name, value);
        }
    }
}
