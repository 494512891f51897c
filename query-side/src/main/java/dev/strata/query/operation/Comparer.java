package dev.strata.query.operation;

import dev.strata.query.operation.TableComparison.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares tables with their shadows, all rows of them, in a transaction that sees both as of one position. */
final class Comparer {
    private static final int SAMPLES = 5;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Comparer(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Sum(long rows, String hash) {}

    /** Hashes first: only what is not the same is looked at row by row. */
    TableComparison compare(String table) {
        Sum present = sum("query." + table);
        Sum rebuilt = sum("query_shadow." + table);
        return present.equals(rebuilt)
                ? new TableComparison(table, present.rows(), rebuilt.rows(), 0, List.of())
                : differences(table, present.rows(), rebuilt.rows());
    }

    private Sum sum(String table) {
        return jdbc.sql("""
                        SELECT count(*) AS rows, coalesce(sum(hashtextextended(CAST(t AS text), 0)), 0)::text AS hash
                          FROM %s t""".formatted(table))
                .query((row, _) -> new Sum(row.getLong("rows"), row.getString("hash")))
                .single();
    }

    private record Pair(
            long different,
            @Nullable String present,
            @Nullable String rebuilt) {}

    private TableComparison differences(String table, long present, long rebuilt) {
        List<String> key = key(table);
        String same = key.isEmpty()
                ? "CAST(p AS text) = CAST(r AS text)"
                : key.stream()
                        .map(column -> "p.%1$s = r.%1$s".formatted(column))
                        .collect(Collectors.joining(" AND "));
        List<Pair> pairs = jdbc.sql("""
                        SELECT count(*) OVER () AS different, row_to_json(p)::text AS present, row_to_json(r)::text AS rebuilt
                          FROM query.%1$s p FULL JOIN query_shadow.%1$s r ON %2$s
                         WHERE CAST(p AS text) IS DISTINCT FROM CAST(r AS text) LIMIT %3$d""".formatted(table, same, SAMPLES))
                .query((row, _) ->
                        new Pair(row.getLong("different"), row.getString("present"), row.getString("rebuilt")))
                .list();
        return new TableComparison(
                table,
                present,
                rebuilt,
                pairs.isEmpty() ? 0 : pairs.getFirst().different(),
                pairs.stream().map(pair -> sample(pair, key)).toList());
    }

    /** The columns of the primary key, if there is one. */
    private List<String> key(String table) {
        return jdbc.sql("""
                        SELECT quote_ident(a.attname) AS name
                          FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
                         WHERE i.indrelid = CAST(? AS regclass) AND i.indisprimary""")
                .param("query." + table)
                .query((row, _) -> row.getString("name"))
                .list();
    }

    private Sample sample(Pair pair, List<String> key) {
        JsonNode one = read(pair.present() == null ? pair.rebuilt() : pair.present());
        Map<String, String> names = new LinkedHashMap<>();
        key.forEach(column -> names.put(column, one.path(column).asString()));
        if (pair.present() == null || pair.rebuilt() == null) {
            return new Sample(names, pair.present() == null ? "rebuilt" : "present", List.of());
        }
        JsonNode other = read(pair.rebuilt());
        Stream<String> columns = one.propertyStream()
                .filter(member -> !member.getValue().equals(other.get(member.getKey())))
                .map(Map.Entry::getKey);
        return new Sample(names, "both", columns.toList());
    }

    private JsonNode read(@Nullable String row) {
        return json.readTree(row == null ? "{}" : row);
    }
}
