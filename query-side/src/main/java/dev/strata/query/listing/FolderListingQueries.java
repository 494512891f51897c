package dev.strata.query.listing;

import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.query.access.Access;
import dev.strata.query.access.AccessQueries;
import dev.strata.query.access.Grants;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.Cursor;
import dev.strata.query.page.Page;
import dev.strata.query.projection.Columns;
import dev.strata.query.projection.NodeFilter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads nodes for somebody: nothing that the account may not see comes out. */
@Component
public class FolderListingQueries {
    private final JdbcClient jdbc;
    private final AccessQueries access;

    public FolderListingQueries(JdbcClient jdbc, AccessQueries access) {
        this.jdbc = jdbc;
        this.access = access;
    }

    public Optional<Node> find(AccountId account, NodeId nodeId, Moment moment) {
        return Optional.ofNullable(find(account, List.of(nodeId), moment).get(nodeId));
    }

    /** In the order of {@code nodes}, less those that the account may not see. */
    public Map<NodeId, Node> find(AccountId account, Collection<NodeId> nodes, Moment moment) {
        Map<NodeId, Access> visible = access.find(account, nodes, moment);
        NodeFilter wanted = new NodeFilter(visible.keySet());
        Map<NodeId, ListedNode> rows = jdbc
                .sql("SELECT l.*, %s FROM %s l WHERE node_id %s"
                        .formatted(starred(moment), moment.nodes(), wanted.sql()))
                .param("account", account.value())
                .param("nodes", wanted.value())
                .query(ListedNode::read)
                .list()
                .stream()
                .collect(Collectors.toMap(ListedNode::id, row -> row));
        Map<NodeId, Node> answer = new LinkedHashMap<>();
        for (NodeId nodeId : nodes) {
            ListedNode row = rows.get(nodeId);
            Access seen = visible.get(nodeId);
            if (row != null && seen != null) {
                answer.put(nodeId, row.seenWith(seen, moment.instant()));
            }
        }
        return answer;
    }

    private static String starred(Moment moment) {
        return "EXISTS (SELECT FROM query.star s WHERE s.account_id = :account AND s.node_id = l.node_id AND %s) AS starred"
                .formatted(moment.holds("s"));
    }

    /**
     * The children of a folder. The limit is part of the statement: as a parameter it would hide how few rows are wanted,
     * and PostgreSQL would plan anew each time, which takes longer than the query.
     *
     * @param seen what the account may do with the folder at the same moment
     */
    public Page<Node> children(AccountId account, NodeId folder, Access seen, ListFolder question) {
        Cursor after = question.after();
        Moment moment = question.moment();
        String direction = question.order() == ListFolder.Order.ASC ? "ASC" : "DESC";
        JdbcClient.StatementSpec statement = jdbc.sql("""
                        SELECT l.*, %6$s, %7$s
                        FROM (SELECT n.*, %1$s AS sort_key FROM %4$s n
                              WHERE parent_id = :parent AND NOT trashed %2$s
                              ORDER BY %1$s %3$s, node_id %3$s LIMIT %5$d) l
                        ORDER BY sort_key %3$s, node_id %3$s
                        """.formatted(
                                question.sort().key(),
                                after == null ? "" : beyond(question),
                                direction,
                                moment.nodes(),
                                question.page().rows(),
                                starred(moment),
                                granted(seen, moment)))
                .param("account", account.value())
                .param("now", Columns.utc(moment.instant()))
                .param("parent", folder.value());
        if (after != null) {
            statement.param("key", question.sort().value(after)).param("node", after.uuid(1));
        }
        List<Child> children = statement
                .query((row, index) -> {
                    ListedNode node = ListedNode.read(row, index);
                    List<Role> roles =
                            Columns.texts(row, "roles").stream().map(Role::of).toList();
                    Access access = seen.below(node.kind(), node.name(), roles, row.getBoolean("shared"));
                    return new Child(node.seenWith(access, moment.instant()), row.getString("sort_key"));
                })
                .list();
        Page<Child> page = Page.of(
                children,
                question.page(),
                child -> Cursor.of(
                        question.name(),
                        question.sort().value(child.node(), child.sortKey()),
                        child.node().id()));
        return page.withItems(page.items().stream().map(Child::node).toList());
    }

    /**
     * Only what the folder does not tell: in a shared one all is shared, and who owns the space, or has been granted
     * nothing else in it, has the role everywhere that he has here.
     */
    private static String granted(Access seen, Moment moment) {
        String roles =
                "ARRAY(SELECT g.role FROM query.sharing_grant g WHERE g.node_id = l.node_id AND g.grantee = ANY (%s) AND %s)"
                        .formatted(Grants.grantees(moment), Grants.hold(moment));
        return "%s AS shared, %s AS roles"
                .formatted(
                        seen.shared() ? "true" : Grants.areOn("l.node_id", moment),
                        seen.own() || !seen.elsewhere() ? "CAST(NULL AS text[])" : roles);
    }

    private static String beyond(ListFolder question) {
        return "AND (%s, node_id) %s (:key, :node)"
                .formatted(question.sort().key(), question.order() == ListFolder.Order.ASC ? ">" : "<");
    }

    private record Child(Node node, String sortKey) {}
}
