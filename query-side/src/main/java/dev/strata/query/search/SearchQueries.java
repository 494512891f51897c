package dev.strata.query.search;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.query.listing.Node;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.Cursor;
import dev.strata.query.page.Page;
import dev.strata.query.page.Sieve;
import dev.strata.query.projection.Columns;
import dev.strata.query.reach.Reach;
import dev.strata.query.reach.Reaches;
import dev.strata.query.reach.Trees;
import dev.strata.query.reach.VisibleNodes;
import dev.strata.query.sharing.Home;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Searches names, the best matches first, equal ones by name. Nothing that the account may not see comes out. */
@Component
public class SearchQueries {
    private final JdbcClient jdbc;
    private final Reaches reaches;
    private final Trees trees;
    private final VisibleNodes visible;

    public SearchQueries(JdbcClient jdbc, Reaches reaches, Trees trees, VisibleNodes visible) {
        this.jdbc = jdbc;
        this.reaches = reaches;
        this.trees = trees;
        this.visible = visible;
    }

    /** A name that fits. */
    private record Match(int stage, String key, NodeId nodeId) {}

    public Page<Node> list(AccountId account, Home home, SearchNodes question) {
        Moment moment = question.moment();
        Cursor after = question.page().after(question.name(), 3);
        Reach reach = question.in() == null ? reaches.of(account, home, moment) : reaches.of(question.in(), moment);
        return new Sieve<Match, Node>(
                        (last, rows) -> matches(question, reach, last, rows),
                        matches -> visible(account, home, question, reach, matches),
                        last -> Cursor.of(question.name(), last.stage(), last.key(), last.nodeId()))
                .page(
                        question.page(),
                        after == null
                                ? null
                                : new Match((int) after.number(0), after.text(1), new NodeId(after.uuid(2))));
    }

    private List<Match> matches(SearchNodes question, Reach reach, @Nullable Match last, int rows) {
        List<String> stages = question.words().stages();
        List<Match> matches = new ArrayList<>();
        for (int stage = 0; stage < stages.size() && matches.size() < rows; stage++) {
            if (last == null || last.stage() <= stage) {
                matches.addAll(matches(
                        new Stage(question, reach, stage, stages.get(stage)),
                        last == null || last.stage() < stage ? null : last,
                        rows - matches.size()));
            }
        }
        return matches;
    }

    private record Stage(SearchNodes question, Reach reach, int number, String condition) {}

    private List<Match> matches(Stage stage, @Nullable Match last, int rows) {
        Moment moment = stage.question().moment();
        Conditions filters = Conditions.of(stage.question().filters());
        String query = """
                SELECT p.node_id, p.search_key FROM query.node_place p %s
                 WHERE %%s AND NOT p.trashed AND p.parent_id IS NOT NULL AND %s AND %s %s %s""".formatted(
                        filters.areOnState() ? "JOIN %s n ON n.node_id = p.node_id".formatted(moment.nodes()) : "",
                        moment.holds("p"),
                        stage.condition().replace("%", "%%"),
                        filters.sql(),
                        last == null ? "" : "AND (p.search_key, p.node_id) > (:key, :node)");
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

    private Map<Match, Node> visible(
            AccountId account, Home home, SearchNodes question, Reach reach, List<Match> matches) {
        Moment moment = question.moment();
        Node in = question.in();
        List<NodeId> found = matches.stream().map(Match::nodeId).toList();
        Map<NodeId, Node> nodes = in == null
                ? visible.find(account, home, found, moment)
                : visible.find(account, below(in, reach, found, moment), moment);
        return matches.stream()
                .filter(match -> nodes.containsKey(match.nodeId()))
                .collect(Collectors.toMap(match -> match, match -> nodes.get(match.nodeId())));
    }

    private Collection<NodeId> below(Node in, Reach reach, List<NodeId> found, Moment moment) {
        boolean exact = in.parentId() == null || !reach.trees().isEmpty();
        return exact
                ? found.stream().filter(node -> !node.equals(in.id())).toList()
                : trees.below(in.id(), found, moment);
    }
}
