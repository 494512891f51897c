package dev.strata.query.star;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.query.listing.FolderListingQueries;
import dev.strata.query.listing.Node;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.Cursor;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import dev.strata.query.projection.Columns;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what an account has starred, the newest star first; without what it may no longer see. */
@Component
public class StarredQueries {
    private static final String LIST = "starred";

    private final JdbcClient jdbc;
    private final FolderListingQueries listing;

    public StarredQueries(JdbcClient jdbc, FolderListingQueries listing) {
        this.jdbc = jdbc;
        this.listing = listing;
    }

    private record Star(NodeId nodeId, Instant at) {}

    public Page<Node> list(AccountId account, Moment moment, PageRequest request) {
        String list = LIST + "-" + moment.name();
        Cursor after = request.after(list, 2);
        JdbcClient.StatementSpec statement = jdbc.sql("""
                        SELECT s.node_id, s.starred_at FROM query.star s WHERE s.account_id = :account AND %s %s
                         ORDER BY s.starred_at DESC, s.node_id DESC LIMIT :rows""".formatted(
                                moment.holds("s"), after == null ? "" : "AND (s.starred_at, s.node_id) < (:at, :node)"))
                .param("account", account.value())
                .param("rows", request.rows());
        if (after != null) {
            statement.param("at", Columns.utc(after.time(0))).param("node", after.uuid(1));
        }
        List<Star> stars = statement
                .query((row, _) ->
                        new Star(new NodeId(Columns.uuid(row, "node_id")), Columns.instant(row, "starred_at")))
                .list();
        Page<Star> page = Page.of(stars, request, last -> Cursor.of(list, last.at(), last.nodeId()));
        Map<NodeId, Node> nodes =
                listing.find(account, page.items().stream().map(Star::nodeId).toList(), moment);
        return page.withItems(page.items().stream()
                .map(star -> Optional.ofNullable(nodes.get(star.nodeId())))
                .flatMap(Optional::stream)
                .toList());
    }
}
