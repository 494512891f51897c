package dev.strata.query.recent;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.query.listing.Node;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.Cursor;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import dev.strata.query.page.Sieve;
import dev.strata.query.projection.Columns;
import dev.strata.query.reach.Reach;
import dev.strata.query.reach.Reaches;
import dev.strata.query.reach.VisibleNodes;
import dev.strata.query.sharing.Home;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what was changed last of all that an account may see, the newest change first. */
@Component
public class RecentQueries {
    private static final String LIST = "recent";

    private final JdbcClient jdbc;
    private final Reaches reaches;
    private final VisibleNodes visible;

    public RecentQueries(JdbcClient jdbc, Reaches reaches, VisibleNodes visible) {
        this.jdbc = jdbc;
        this.reaches = reaches;
        this.visible = visible;
    }

    private record Changed(NodeId nodeId, Instant at) {}

    public Page<Node> list(AccountId account, Home home, Moment moment, PageRequest request) {
        String list = LIST + "-" + moment.name();
        Cursor after = request.after(list, 2);
        Reach reach = reaches.of(account, home, moment);
        return new Sieve<Changed, Node>(
                        (last, rows) -> changed(reach, moment, last, rows),
                        changed -> nodes(account, home, changed, moment),
                        last -> Cursor.of(list, last.at(), last.nodeId()))
                .page(request, after == null ? null : new Changed(new NodeId(after.uuid(1)), after.time(0)));
    }

    private List<Changed> changed(Reach reach, Moment moment, @Nullable Changed last, int rows) {
        String query =
                """
                SELECT p.node_id, p.changed_at FROM %s p
                 WHERE %%s AND NOT p.trashed AND p.parent_id IS NOT NULL %s""".formatted(moment.nodes(), last == null ? "" : "AND (p.changed_at, p.node_id) < (:at, :node)");
        JdbcClient.StatementSpec statement = jdbc.sql(
                        "SELECT * FROM (%s) found ORDER BY changed_at DESC, node_id DESC LIMIT :rows"
                                .formatted(reach.union(query, "p.changed_at DESC, p.node_id DESC", moment)))
                .param("rows", rows);
        if (last != null) {
            statement
                    .param("at", Columns.utc(last.at()))
                    .param("node", last.nodeId().value());
        }
        return statement
                .query((row, _) ->
                        new Changed(new NodeId(Columns.uuid(row, "node_id")), Columns.instant(row, "changed_at")))
                .list();
    }

    private Map<Changed, Node> nodes(AccountId account, Home home, List<Changed> changed, Moment moment) {
        Map<NodeId, Node> nodes = visible.find(
                account, home, changed.stream().map(Changed::nodeId).toList(), moment);
        return changed.stream()
                .filter(one -> nodes.containsKey(one.nodeId()))
                .collect(Collectors.toMap(one -> one, one -> nodes.get(one.nodeId())));
    }
}
