package dev.strata.query.search;

import dev.strata.kernel.id.NodeId;
import dev.strata.query.moment.Moment;
import dev.strata.query.projection.Columns;
import dev.strata.query.reach.Reach;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds names that fit, the best first, where there may also be some that the reader cannot see. */
@Component
class Matches {
    /** So many are sorted here in no time. */
    private static final int FEW = 1_000;

    private final JdbcClient jdbc;

    Matches(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those behind another one. */
    List<Match> list(SearchNodes question, Reach reach, @Nullable Match last, int rows) {
        try {
            return find(question, reach, last, rows);
        } catch (DataAccessException e) {
            throw withoutWords(e);
        }
    }

    /** What goes into the log would tell the statement otherwise, in which the words stand that were searched for. */
    private static DataAccessException withoutWords(DataAccessException failure) {
        Throwable cause = failure.getMostSpecificCause();
        return failure instanceof NonTransientDataAccessException
                ? new NonTransientDataAccessResourceException("a search failed", cause)
                : new TransientDataAccessResourceException("a search failed", cause);
    }

    private List<Match> find(SearchNodes question, Reach reach, @Nullable Match last, int rows) {
        List<String> stages = question.words().stages();
        List<Match> matches = new ArrayList<>();
        int first = last == null ? 0 : Math.max(0, last.stage());
        int laborious = firstLaborious(question, reach, first);
        for (int stage = first; stage < stages.size() && matches.size() < rows; stage++) {
            if (stage == laborious && stage < stages.size() - 1) {
                List<Match> all = fewMatches(question, reach);
                if (all.size() < FEW) {
                    return behind(last, all, rows);
                }
            }
            matches.addAll(matches(
                    new Stage(question, reach, stage, stages.get(stage)),
                    last == null || last.stage() < stage ? null : last,
                    rows - matches.size()));
        }
        return matches;
    }

    /**
     * From where on each stage would take as long as all of them together: the first one is quick where an index has its
     * order, and with luck enough.
     */
    private static int firstLaborious(SearchNodes question, Reach reach, int first) {
        if (reach.spaces().isEmpty()) {
            return first;
        }
        boolean laborious =
                !reach.trees().isEmpty() || Conditions.of(question.filters()).areOnState();
        return laborious ? first + 1 : Integer.MAX_VALUE;
    }

    private static List<Match> behind(@Nullable Match last, List<Match> all, int rows) {
        return all.stream()
                .filter(match -> last == null || Match.ORDER.compare(match, last) > 0)
                .sorted(Match.ORDER)
                .limit(rows)
                .toList();
    }

    /** All there are, in no order; or at least {@link #FEW} of more. */
    private List<Match> fewMatches(SearchNodes question, Reach reach) {
        Words words = question.words();
        Moment moment = question.moment();
        Conditions filters = Conditions.of(question.filters());
        String union = reach.union(query(question, words.anyStage(), filters), moment);
        return jdbc.sql("SELECT p.*, %s AS stage FROM (%s) p".formatted(words.stage(), union))
                .params(filters.parameters())
                .param("rows", FEW)
                .query((row, _) -> new Match(
                        row.getInt("stage"), row.getString("search_key"), new NodeId(Columns.uuid(row, "node_id"))))
                .list();
    }

    private record Stage(SearchNodes question, Reach reach, int number, String condition) {}

    private List<Match> matches(Stage stage, @Nullable Match last, int rows) {
        Moment moment = stage.question().moment();
        Conditions filters = Conditions.of(stage.question().filters());
        String query = query(stage.question(), stage.condition(), filters)
                + (last == null ? "" : " AND (p.search_key, p.node_id) > (:key, :node)");
        JdbcClient.StatementSpec statement = jdbc.sql(
                        "SELECT * FROM (%s) found ORDER BY search_key, node_id LIMIT :rows"
                                .formatted(stage.reach().union(query, "p.search_key, p.node_id", moment)))
                .params(filters.parameters())
                .param("rows", rows);
        if (last != null) {
            statement.param("key", last.key()).param("node", last.nodeId().value());
        }
        return statement
                .query((row, _) -> new Match(
                        stage.number(), row.getString("search_key"), new NodeId(Columns.uuid(row, "node_id"))))
                .list();
    }

    /** With {@code %s} for where to look. */
    private static String query(SearchNodes question, String condition, Conditions filters) {
        Moment moment = question.moment();
        return """
                SELECT p.node_id, p.search_key FROM query.node_place p %s
                 WHERE %%s AND NOT p.trashed AND p.parent_id IS NOT NULL AND %s AND %s %s""".formatted(
                        filters.areOnState() ? "JOIN %s n ON n.node_id = p.node_id".formatted(moment.nodes()) : "",
                        moment.holds("p"),
                        condition.replace("%", "%%"),
                        filters.sql());
    }
}
