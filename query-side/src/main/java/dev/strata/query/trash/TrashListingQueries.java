package dev.strata.query.trash;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.query.listing.FolderListingQueries;
import dev.strata.query.listing.Node;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.Cursor;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import dev.strata.query.projection.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what is in the trash itself, newest first; not what is below it. */
@Component
public class TrashListingQueries {
    private static final String LIST = "trash";

    private final JdbcClient jdbc;
    private final FolderListingQueries listing;

    public TrashListingQueries(JdbcClient jdbc, FolderListingQueries listing) {
        this.jdbc = jdbc;
        this.listing = listing;
    }

    /** The trash of a space, as its owner sees it. */
    public Page<TrashedNode> list(AccountId owner, SpaceId space, Moment moment, PageRequest request) {
        String list = LIST + "-" + moment.name();
        Cursor after = request.after(list, 2);
        JdbcClient.StatementSpec statement = jdbc.sql(
                        """
                        SELECT node_id, trashed_at, trashed_by FROM %s n
                        WHERE space_id = :space AND trashed %s
                        ORDER BY trashed_at DESC, node_id DESC LIMIT :rows
                        """.formatted(moment.places(), after == null ? "" : "AND (trashed_at, node_id) < (:at, :node)"))
                .param("space", space.value())
                .param("rows", request.rows());
        if (after != null) {
            statement.param("at", Columns.utc(after.time(0))).param("node", after.uuid(1));
        }
        Page<Row> page = Page.of(
                statement.query(TrashListingQueries::row).list(),
                request,
                last -> Cursor.of(list, last.at(), last.nodeId()));
        Map<NodeId, Node> nodes =
                listing.find(owner, page.items().stream().map(Row::nodeId).toList(), moment);
        return page.withItems(
                page.items().stream().flatMap(row -> row.with(nodes)).toList());
    }

    private static Row row(ResultSet row, int index) throws SQLException {
        UUID by = Columns.uuidOrNull(row, "trashed_by");
        return new Row(
                new NodeId(Columns.uuid(row, "node_id")),
                Columns.instant(row, "trashed_at"),
                by == null ? null : new AccountId(by));
    }

    private record Row(NodeId nodeId, Instant at, @Nullable AccountId by) {
        /** Nothing if the listing is ahead and the node is gone. */
        Stream<TrashedNode> with(Map<NodeId, Node> nodes) {
            Node node = nodes.get(nodeId);
            return node == null ? Stream.of() : Stream.of(new TrashedNode(node, at, by));
        }
    }
}
