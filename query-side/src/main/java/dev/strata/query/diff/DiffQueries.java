package dev.strata.query.diff;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.query.listing.Node;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.Cursor;
import dev.strata.query.page.Page;
import dev.strata.query.page.Sieve;
import dev.strata.query.projection.Columns;
import dev.strata.query.reach.Trees;
import dev.strata.query.reach.VisibleNodes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Compares a tree at two instants, in the order of node ids. What it costs depends on what happened in between. */
@Component
public class DiffQueries {
    private final JdbcClient jdbc;
    private final Trees trees;
    private final VisibleNodes visible;

    public DiffQueries(JdbcClient jdbc, Trees trees, VisibleNodes visible) {
        this.jdbc = jdbc;
        this.trees = trees;
        this.visible = visible;
    }

    public Page<Difference> list(AccountId account, CompareInstants question) {
        Cursor after = question.page().after(question.name(), 1);
        return new Sieve<NodeId, Difference>(
                        (last, rows) -> candidates(question, last, rows),
                        nodes -> differences(account, question, nodes),
                        last -> Cursor.of(question.name(), last))
                .page(question.page(), after == null ? null : new NodeId(after.uuid(0)));
    }

    /** Nodes with an event in between, and all that were or are below those that have come, gone or moved. */
    private List<NodeId> candidates(CompareInstants question, @Nullable NodeId last, int rows) {
        JdbcClient.StatementSpec statement = jdbc.sql("""
                        WITH RECURSIVE touched AS MATERIALIZED (
                            SELECT a.node_id, bool_or(a.type IN
                                    ('NodeMoved', 'NodeTrashed', 'NodeUntrashed', 'NodePurged')) AS moved
                              FROM query.audit_trail a
                             WHERE a.space_id = :space AND a.node_id IS NOT NULL
                                AND a.position > :from AND a.position <= :to
                             GROUP BY a.node_id),
                        before AS (%s),
                        after AS (%s)
                        SELECT node_id FROM (
                            SELECT node_id FROM touched
                            UNION SELECT node_id FROM before
                            UNION SELECT node_id FROM after) candidate
                        %s ORDER BY node_id LIMIT :rows""".formatted(
                                below("before", question.from()),
                                below("after", question.to()),
                                last == null ? "" : "WHERE node_id > :last"))
                .param("space", question.top().spaceId().value())
                .param("from", question.from().position())
                .param("to", question.to().position())
                .param("rows", rows);
        if (last != null) {
            statement.param("last", last.value());
        }
        return statement
                .query((row, _) -> new NodeId(Columns.uuid(row, "node_id")))
                .list();
    }

    private static String below(String name, Moment moment) {
        return """
                SELECT p.node_id FROM touched t JOIN %2$s p ON p.node_id = t.node_id WHERE t.moved AND NOT p.trashed
                UNION
                SELECT c.node_id FROM %1$s JOIN %2$s c ON c.parent_id = %1$s.node_id WHERE NOT c.trashed""".formatted(name, moment.places());
    }

    private Map<NodeId, Difference> differences(AccountId account, CompareInstants question, List<NodeId> nodes) {
        Map<NodeId, Node> before = there(account, question, nodes, question.from());
        Map<NodeId, Node> after = there(account, question, nodes, question.to());
        Map<NodeId, Difference> differences = new HashMap<>();
        for (NodeId node : nodes) {
            Difference.between(before.get(node), after.get(node))
                    .ifPresent(difference -> differences.put(node, difference));
        }
        return differences;
    }

    private Map<NodeId, Node> there(AccountId account, CompareInstants question, List<NodeId> nodes, Moment moment) {
        Map<NodeId, Node> there = visible.find(account, nodes, moment);
        if (!question.isWholeSpace()) {
            Set<NodeId> inside = new HashSet<>(trees.below(question.top().id(), there.keySet(), moment));
            inside.add(question.top().id());
            there.keySet().retainAll(inside);
        }
        return there;
    }
}
